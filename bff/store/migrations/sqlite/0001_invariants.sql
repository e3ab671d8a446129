-- The second wall behind the conditional statements of the stores.
CREATE TRIGGER `token_last_step_grows` BEFORE UPDATE OF `last_step` ON `token`
WHEN NEW.`last_step` < OLD.`last_step`
BEGIN
	SELECT RAISE(ABORT, 'a token''s last step never goes back');
END;
--> statement-breakpoint
CREATE TRIGGER `token_retired_stays` BEFORE UPDATE OF `state` ON `token`
WHEN OLD.`state` = 'retired' AND NEW.`state` <> 'retired'
BEGIN
	SELECT RAISE(ABORT, 'a retired token stays retired');
END;
--> statement-breakpoint
CREATE TRIGGER `token_nature_stays` BEFORE UPDATE OF `kind`, `algorithm`, `digits`, `period` ON `token`
WHEN NEW.`kind` <> OLD.`kind` OR NEW.`algorithm` <> OLD.`algorithm`
	OR NEW.`digits` <> OLD.`digits` OR NEW.`period` <> OLD.`period`
BEGIN
	SELECT RAISE(ABORT, 'what a token came with never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `intent_final_stays` BEFORE UPDATE ON `intent`
WHEN OLD.`state` IN ('committed', 'void', 'expired')
BEGIN
	SELECT RAISE(ABORT, 'an ended intent never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_entry_not_updated` BEFORE UPDATE ON `audit_entry`
BEGIN
	SELECT RAISE(ABORT, 'an audit entry is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_entry_not_deleted` BEFORE DELETE ON `audit_entry`
BEGIN
	SELECT RAISE(ABORT, 'an audit entry is never deleted');
END;
