-- What must be true at every commit, said by the database itself. Deferred, because a change ends one
-- registration before it begins the next.
--
-- A chosen mode has its principal's registration (the master's, or the corporation's), and who
-- holds a token is a member of the kind that the registration says.
ALTER TABLE "member" ADD CONSTRAINT "member_of_rank" UNIQUE ("corporation_id", "customer_id", "rank");
--> statement-breakpoint
ALTER TABLE "registration"
	ADD COLUMN "principal_mode" text GENERATED ALWAYS AS (CASE WHEN "holder_kind" <> 'user' THEN "mode" END) STORED,
	ADD COLUMN "member_id" text GENERATED ALWAYS AS (CASE WHEN "holder_kind" <> 'corporation' THEN "customer_id" END) STORED,
	ADD COLUMN "member_rank" bigint GENERATED ALWAYS AS (CASE "holder_kind" WHEN 'master' THEN 0 ELSE 1 END) STORED;
--> statement-breakpoint
ALTER TABLE "registration"
	ADD CONSTRAINT "registration_principal" UNIQUE ("corporation_id", "principal_mode"),
	ADD CONSTRAINT "registration_of_member" FOREIGN KEY ("corporation_id", "member_id", "member_rank")
		REFERENCES "member" ("corporation_id", "customer_id", "rank") DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint
ALTER TABLE "corporation"
	ADD COLUMN "chosen_mode" text GENERATED ALWAYS AS (nullif("mode", 'unset')) STORED;
--> statement-breakpoint
ALTER TABLE "corporation"
	ADD CONSTRAINT "corporation_has_principal" FOREIGN KEY ("corporation_id", "chosen_mode")
		REFERENCES "registration" ("corporation_id", "principal_mode") DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint
-- What only grows, what never goes, and what an intent may become.
CREATE TRIGGER "corporation_grows" BEFORE UPDATE OF "version", "mode_version", "audit_seq" ON "corporation"
FOR EACH ROW WHEN (
	NEW."version" < OLD."version" OR NEW."mode_version" < OLD."mode_version"
	OR NEW."audit_seq" < OLD."audit_seq"
)
EXECUTE FUNCTION "refuse"('versions and history of a corporation never go back');
--> statement-breakpoint
CREATE TRIGGER "corporation_fence_stays" BEFORE UPDATE OF "fenced_at", "restored_at" ON "corporation"
FOR EACH ROW WHEN (
	NEW."fenced_at" < OLD."fenced_at" OR NEW."restored_at" < OLD."restored_at"
)
EXECUTE FUNCTION "refuse"('a fence never goes back');
--> statement-breakpoint
CREATE TRIGGER "corporation_id_stays" BEFORE UPDATE OF "corporation_id" ON "corporation"
FOR EACH ROW WHEN (NEW."corporation_id" <> OLD."corporation_id")
EXECUTE FUNCTION "refuse"('the id of a corporation never changes');
--> statement-breakpoint
CREATE TRIGGER "corporation_not_deleted" BEFORE DELETE OR TRUNCATE ON "corporation"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse"('a corporation is never deleted');
--> statement-breakpoint
CREATE TRIGGER "token_id_stays" BEFORE UPDATE OF "corporation_id", "token_id" ON "token"
FOR EACH ROW WHEN (
	NEW."corporation_id" <> OLD."corporation_id" OR NEW."token_id" <> OLD."token_id"
)
EXECUTE FUNCTION "refuse"('the id of a token never changes');
--> statement-breakpoint
CREATE TRIGGER "token_not_deleted" BEFORE DELETE OR TRUNCATE ON "token"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse"('a token is never deleted');
--> statement-breakpoint
CREATE TRIGGER "token_location_stays" BEFORE UPDATE OF "corporation_id", "token_id" ON "token_location"
FOR EACH ROW WHEN (
	NEW."corporation_id" <> OLD."corporation_id" OR NEW."token_id" <> OLD."token_id"
)
EXECUTE FUNCTION "refuse"('a token id belongs to one corporation for ever');
--> statement-breakpoint
CREATE TRIGGER "token_location_not_deleted" BEFORE DELETE OR TRUNCATE ON "token_location"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse"('a token id belongs to one corporation for ever');
--> statement-breakpoint
CREATE FUNCTION "refuse_retired"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (
		SELECT 1 FROM "token" WHERE "corporation_id" = NEW."corporation_id"
			AND "token_id" = NEW."token_id" AND "state" = 'retired'
	) THEN
		RAISE EXCEPTION USING MESSAGE = 'a retired token is never registered';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "registration_not_retired" BEFORE INSERT OR UPDATE OF "corporation_id", "token_id"
ON "registration" FOR EACH ROW EXECUTE FUNCTION "refuse_retired"();
--> statement-breakpoint
CREATE TRIGGER "intent_begins_open" BEFORE INSERT ON "intent"
FOR EACH ROW WHEN (NEW."state" IN ('proved', 'committed'))
EXECUTE FUNCTION "refuse"('an intent begins open');
--> statement-breakpoint
CREATE TRIGGER "intent_content_stays" BEFORE UPDATE ON "intent"
FOR EACH ROW WHEN (
	NEW."corporation_id" <> OLD."corporation_id" OR NEW."intent_id" <> OLD."intent_id"
	OR NEW."operation" <> OLD."operation" OR NEW."mode_from" <> OLD."mode_from"
	OR NEW."mode_to" <> OLD."mode_to" OR NEW."customer_id" <> OLD."customer_id"
	OR NEW."version" <> OLD."version" OR NEW."actor_id" <> OLD."actor_id"
	OR NEW."session_hash" <> OLD."session_hash" OR NEW."idempotency_key" <> OLD."idempotency_key"
	OR NEW."opened_at" <> OLD."opened_at" OR NEW."expires_at" <> OLD."expires_at"
)
EXECUTE FUNCTION "refuse"('what an intent will do never changes');
--> statement-breakpoint
CREATE TRIGGER "intent_proof_stays" BEFORE UPDATE ON "intent"
FOR EACH ROW WHEN (
	(NEW."state" = 'proved' AND (NEW."proved_token_id" IS NULL OR NEW."proved_step" IS NULL))
	OR (OLD."state" = 'proved' AND (
		NEW."state" = 'open' OR NEW."proved_token_id" IS DISTINCT FROM OLD."proved_token_id"
		OR NEW."proved_step" IS DISTINCT FROM OLD."proved_step"))
	OR (OLD."state" = 'open' AND NEW."state" = 'committed' AND NEW."operation" <> 'register-first')
)
EXECUTE FUNCTION "refuse"('an intent is proved once, by a spent code, before it commits');
--> statement-breakpoint
CREATE TRIGGER "intent_committed_not_deleted" BEFORE DELETE ON "intent"
FOR EACH ROW WHEN (OLD."state" = 'committed')
EXECUTE FUNCTION "refuse"('a committed intent is never deleted');
--> statement-breakpoint
CREATE TRIGGER "intent_not_truncated" BEFORE TRUNCATE ON "intent"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse"('a committed intent is never deleted');
