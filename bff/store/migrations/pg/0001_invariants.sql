-- The second wall behind the conditional statements of the stores.
CREATE FUNCTION "refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION USING MESSAGE = TG_ARGV[0];
END $$;
--> statement-breakpoint
CREATE TRIGGER "token_last_step_grows" BEFORE UPDATE OF "last_step" ON "token"
FOR EACH ROW WHEN (NEW."last_step" < OLD."last_step")
EXECUTE FUNCTION "refuse"('a token''s last step never goes back');
--> statement-breakpoint
CREATE TRIGGER "token_retired_stays" BEFORE UPDATE OF "state" ON "token"
FOR EACH ROW WHEN (OLD."state" = 'retired' AND NEW."state" <> 'retired')
EXECUTE FUNCTION "refuse"('a retired token stays retired');
--> statement-breakpoint
CREATE TRIGGER "token_nature_stays" BEFORE UPDATE OF "kind", "algorithm", "digits", "period" ON "token"
FOR EACH ROW WHEN (
	NEW."kind" <> OLD."kind" OR NEW."algorithm" <> OLD."algorithm"
	OR NEW."digits" <> OLD."digits" OR NEW."period" <> OLD."period"
)
EXECUTE FUNCTION "refuse"('what a token came with never changes');
--> statement-breakpoint
CREATE TRIGGER "intent_final_stays" BEFORE UPDATE ON "intent"
FOR EACH ROW WHEN (OLD."state" IN ('committed', 'void', 'expired'))
EXECUTE FUNCTION "refuse"('an ended intent never changes');
--> statement-breakpoint
CREATE TRIGGER "audit_entry_not_changed" BEFORE UPDATE OR DELETE ON "audit_entry"
FOR EACH ROW EXECUTE FUNCTION "refuse"('an audit entry is never changed or deleted');
--> statement-breakpoint
CREATE TRIGGER "audit_entry_not_truncated" BEFORE TRUNCATE ON "audit_entry"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse"('an audit entry is never changed or deleted');
