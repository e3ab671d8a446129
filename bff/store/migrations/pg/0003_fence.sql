CREATE TABLE "allowance" (
	"corporation_id" text NOT NULL,
	"actor_id" text NOT NULL,
	"kind" text NOT NULL,
	"count" bigint NOT NULL,
	"window_start" bigint NOT NULL,
	CONSTRAINT "allowance_corporation_id_actor_id_kind_pk" PRIMARY KEY("corporation_id","actor_id","kind"),
	CONSTRAINT "allowance_kind" CHECK ("allowance"."kind" in ('unknown-token-id', 'registration-code'))
);
--> statement-breakpoint
CREATE TABLE "fence" (
	"corporation_id" text NOT NULL,
	"raised_at" bigint NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "fence_corporation_id_raised_at_reason_pk" PRIMARY KEY("corporation_id","raised_at","reason"),
	CONSTRAINT "fence_reason" CHECK ("fence"."reason" in ('unclean-start', 'restore', 'promotion', 'clock-went-back', 'operator'))
);
--> statement-breakpoint
CREATE TABLE "service_state" (
	"corporation_id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"seen_at" bigint NOT NULL,
	"server" text NOT NULL,
	CONSTRAINT "service_state_known" CHECK ("service_state"."state" in ('running', 'stopped'))
);
--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "recent" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "disabled_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "corporation" ADD COLUMN "fenced_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "corporation" ADD COLUMN "restored_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "intent" ADD COLUMN "committed_digest" text;