CREATE TABLE "attempt" (
	"corporation_id" text NOT NULL,
	"token_id" text NOT NULL,
	"actor_id" text NOT NULL,
	"consecutive" bigint DEFAULT 0 NOT NULL,
	"in_window" bigint DEFAULT 0 NOT NULL,
	"window_start" bigint NOT NULL,
	"paused_until" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "attempt_corporation_id_token_id_actor_id_pk" PRIMARY KEY("corporation_id","token_id","actor_id")
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"corporation_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" bigint NOT NULL,
	"action" text NOT NULL,
	"target_id" text NOT NULL,
	"entry" text NOT NULL,
	"prev_hash" text NOT NULL,
	"entry_hash" text NOT NULL,
	CONSTRAINT "audit_entry_corporation_id_seq_pk" PRIMARY KEY("corporation_id","seq")
);
--> statement-breakpoint
CREATE TABLE "corporation" (
	"corporation_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"mode" text DEFAULT 'unset' NOT NULL,
	"mode_version" bigint DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	"audit_seq" bigint DEFAULT 0 NOT NULL,
	"audit_hash" text NOT NULL,
	CONSTRAINT "corporation_mode" UNIQUE("corporation_id","mode"),
	CONSTRAINT "corporation_mode_known" CHECK ("corporation"."mode" in ('unset', 'separate', 'shared'))
);
--> statement-breakpoint
CREATE TABLE "intent" (
	"corporation_id" text NOT NULL,
	"intent_id" text NOT NULL,
	"operation" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"mode_from" text NOT NULL,
	"mode_to" text NOT NULL,
	"customer_id" text NOT NULL,
	"version" bigint NOT NULL,
	"actor_id" text NOT NULL,
	"session_hash" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"proved_token_id" text,
	"proved_step" bigint,
	"committed_token_id" text,
	"receipt" text,
	CONSTRAINT "intent_corporation_id_intent_id_pk" PRIMARY KEY("corporation_id","intent_id"),
	CONSTRAINT "intent_receipt" CHECK (("intent"."state" = 'committed') = ("intent"."receipt" is not null))
);
--> statement-breakpoint
CREATE TABLE "member" (
	"corporation_id" text NOT NULL,
	"customer_id" text NOT NULL,
	"name" text NOT NULL,
	"name_folded" text NOT NULL,
	"role" text NOT NULL,
	"rank" bigint NOT NULL,
	CONSTRAINT "member_corporation_id_customer_id_pk" PRIMARY KEY("corporation_id","customer_id"),
	CONSTRAINT "member_rank" CHECK ("member"."rank" in (0, 1)),
	CONSTRAINT "member_role" CHECK ("member"."role" in ('administrator', 'approver', 'general'))
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"corporation_id" text NOT NULL,
	"notice_id" text NOT NULL,
	"receipt" text NOT NULL,
	"created_at" bigint NOT NULL,
	"sent_at" bigint,
	CONSTRAINT "notice_corporation_id_notice_id_pk" PRIMARY KEY("corporation_id","notice_id")
);
--> statement-breakpoint
CREATE TABLE "probe" (
	"corporation_id" text NOT NULL,
	"actor_id" text NOT NULL,
	"count" bigint NOT NULL,
	"window_start" bigint NOT NULL,
	CONSTRAINT "probe_corporation_id_actor_id_pk" PRIMARY KEY("corporation_id","actor_id")
);
--> statement-breakpoint
CREATE TABLE "registration" (
	"corporation_id" text NOT NULL,
	"customer_id" text NOT NULL,
	"holder_kind" text NOT NULL,
	"mode" text NOT NULL,
	"token_id" text NOT NULL,
	"registered_at" bigint NOT NULL,
	CONSTRAINT "registration_corporation_id_customer_id_pk" PRIMARY KEY("corporation_id","customer_id"),
	CONSTRAINT "registration_holder" CHECK (("registration"."mode" = 'shared') = ("registration"."holder_kind" = 'corporation') and ("registration"."holder_kind" = 'corporation') = ("registration"."customer_id" = ''))
);
--> statement-breakpoint
CREATE TABLE "registration_event" (
	"corporation_id" text NOT NULL,
	"receipt_number" text NOT NULL,
	"customer_id" text NOT NULL,
	"event" text NOT NULL,
	"token_id" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "registration_event_corporation_id_receipt_number_customer_id_event_pk" PRIMARY KEY("corporation_id","receipt_number","customer_id","event"),
	CONSTRAINT "registration_event_known" CHECK ("registration_event"."event" in ('registered', 'replaced', 'deregistered', 'released'))
);
--> statement-breakpoint
CREATE TABLE "session" (
	"corporation_id" text NOT NULL,
	"session_hash" text NOT NULL,
	"customer_id" text NOT NULL,
	"portal_session_id" text NOT NULL,
	"authenticated_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	CONSTRAINT "session_corporation_id_session_hash_pk" PRIMARY KEY("corporation_id","session_hash")
);
--> statement-breakpoint
CREATE TABLE "stock_batch" (
	"corporation_id" text NOT NULL,
	"batch_id" text NOT NULL,
	"tokens" bigint NOT NULL,
	"imported_at" bigint NOT NULL,
	CONSTRAINT "stock_batch_corporation_id_batch_id_pk" PRIMARY KEY("corporation_id","batch_id")
);
--> statement-breakpoint
CREATE TABLE "token" (
	"corporation_id" text NOT NULL,
	"token_id" text NOT NULL,
	"kind" text NOT NULL,
	"algorithm" text NOT NULL,
	"digits" bigint NOT NULL,
	"period" bigint NOT NULL,
	"sealed_secret" "bytea" NOT NULL,
	"key_version" bigint NOT NULL,
	"last_step" bigint NOT NULL,
	"drift" bigint DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'stock' NOT NULL,
	CONSTRAINT "token_corporation_id_token_id_pk" PRIMARY KEY("corporation_id","token_id"),
	CONSTRAINT "token_state" CHECK ("token"."state" in ('stock', 'held', 'disabled', 'retired')),
	CONSTRAINT "token_digits" CHECK ("token"."digits" in (6, 8)),
	CONSTRAINT "token_last_step" CHECK ("token"."last_step" >= -1),
	CONSTRAINT "token_drift" CHECK ("token"."drift" between -20 and 20)
);
--> statement-breakpoint
CREATE TABLE "token_location" (
	"token_id" text PRIMARY KEY NOT NULL,
	"corporation_id" text NOT NULL,
	"secret_digest" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "used_assertion" (
	"corporation_id" text NOT NULL,
	"assertion_id" text NOT NULL,
	"expires_at" bigint NOT NULL,
	CONSTRAINT "used_assertion_corporation_id_assertion_id_pk" PRIMARY KEY("corporation_id","assertion_id")
);
--> statement-breakpoint
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_corporation_id_token_id_token_corporation_id_token_id_fk" FOREIGN KEY ("corporation_id","token_id") REFERENCES "public"."token"("corporation_id","token_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_corporation_id_corporation_corporation_id_fk" FOREIGN KEY ("corporation_id") REFERENCES "public"."corporation"("corporation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intent" ADD CONSTRAINT "intent_corporation_id_corporation_corporation_id_fk" FOREIGN KEY ("corporation_id") REFERENCES "public"."corporation"("corporation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_corporation_id_corporation_corporation_id_fk" FOREIGN KEY ("corporation_id") REFERENCES "public"."corporation"("corporation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_corporation_id_corporation_corporation_id_fk" FOREIGN KEY ("corporation_id") REFERENCES "public"."corporation"("corporation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_corporation_id_mode_corporation_corporation_id_mode_fk" FOREIGN KEY ("corporation_id","mode") REFERENCES "public"."corporation"("corporation_id","mode") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_corporation_id_token_id_token_corporation_id_token_id_fk" FOREIGN KEY ("corporation_id","token_id") REFERENCES "public"."token"("corporation_id","token_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_event" ADD CONSTRAINT "registration_event_corporation_id_corporation_corporation_id_fk" FOREIGN KEY ("corporation_id") REFERENCES "public"."corporation"("corporation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_corporation_id_corporation_corporation_id_fk" FOREIGN KEY ("corporation_id") REFERENCES "public"."corporation"("corporation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_batch" ADD CONSTRAINT "stock_batch_corporation_id_corporation_corporation_id_fk" FOREIGN KEY ("corporation_id") REFERENCES "public"."corporation"("corporation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "token" ADD CONSTRAINT "token_corporation_id_corporation_corporation_id_fk" FOREIGN KEY ("corporation_id") REFERENCES "public"."corporation"("corporation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "intent_live" ON "intent" USING btree ("corporation_id","actor_id") WHERE state in ('open', 'proved');--> statement-breakpoint
CREATE UNIQUE INDEX "intent_idempotency" ON "intent" USING btree ("corporation_id","actor_id","idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "member_master" ON "member" USING btree ("corporation_id") WHERE rank = 0;--> statement-breakpoint
CREATE INDEX "member_list" ON "member" USING btree ("corporation_id","rank","customer_id");--> statement-breakpoint
CREATE INDEX "notice_unsent" ON "notice" USING btree ("sent_at","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "registration_token" ON "registration" USING btree ("corporation_id","token_id");--> statement-breakpoint
CREATE UNIQUE INDEX "registration_master" ON "registration" USING btree ("corporation_id") WHERE holder_kind = 'master';--> statement-breakpoint
CREATE INDEX "registration_event_holder" ON "registration_event" USING btree ("corporation_id","customer_id","at");--> statement-breakpoint
CREATE INDEX "session_expiry" ON "session" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "token_location_secret" ON "token_location" USING btree ("secret_digest");--> statement-breakpoint
CREATE INDEX "used_assertion_expiry" ON "used_assertion" USING btree ("expires_at");