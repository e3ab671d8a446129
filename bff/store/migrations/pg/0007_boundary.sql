CREATE TABLE "repeated_refusal" (
	"corporation_id" text NOT NULL,
	"action" text NOT NULL,
	"actor_id" text NOT NULL,
	"subject" text NOT NULL,
	"result" text NOT NULL,
	"since" bigint NOT NULL,
	"until" bigint NOT NULL,
	"count" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "repeated_refusal_corporation_id_action_actor_id_subject_result_pk" PRIMARY KEY("corporation_id","action","actor_id","subject","result")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"corporation_id" text NOT NULL,
	"client_id" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"request_digest" text NOT NULL,
	"verdict" text NOT NULL,
	"answered_at" bigint NOT NULL,
	CONSTRAINT "verification_corporation_id_client_id_idempotency_key_pk" PRIMARY KEY("corporation_id","client_id","idempotency_key")
);
--> statement-breakpoint
ALTER TABLE "corporation" ADD COLUMN "waiting_since" bigint;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "ended_at" bigint;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "ended_by" text;--> statement-breakpoint
ALTER TABLE "repeated_refusal" ADD CONSTRAINT "repeated_refusal_corporation_id_corporation_corporation_id_fk" FOREIGN KEY ("corporation_id") REFERENCES "public"."corporation"("corporation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verification" ADD CONSTRAINT "verification_corporation_id_corporation_corporation_id_fk" FOREIGN KEY ("corporation_id") REFERENCES "public"."corporation"("corporation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_member" ON "session" USING btree ("corporation_id","customer_id");--> statement-breakpoint
CREATE INDEX "session_portal" ON "session" USING btree ("corporation_id","portal_session_id");--> statement-breakpoint
ALTER TABLE "corporation" ADD CONSTRAINT "corporation_waits" CHECK ("corporation"."waiting_since" is null or "corporation"."mode" = 'separate');--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_end" CHECK (("session"."ended_at" is null) = ("session"."ended_by" is null));
--> statement-breakpoint
-- A corporation that waits for the bank's reset has no principal: its users go on without one.
ALTER TABLE "corporation" DROP CONSTRAINT "corporation_has_principal";
--> statement-breakpoint
ALTER TABLE "corporation" DROP COLUMN "chosen_mode";
--> statement-breakpoint
ALTER TABLE "corporation"
	ADD COLUMN "principal_mode" text GENERATED ALWAYS AS (CASE WHEN "waiting_since" IS NULL THEN nullif("mode", 'unset') END) STORED;
--> statement-breakpoint
ALTER TABLE "corporation"
	ADD CONSTRAINT "corporation_has_principal" FOREIGN KEY ("corporation_id", "principal_mode")
		REFERENCES "registration" ("corporation_id", "principal_mode") DEFERRABLE INITIALLY DEFERRED;
