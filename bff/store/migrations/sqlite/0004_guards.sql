-- What must be true at every commit, said by the database itself. Deferred, because a change ends one
-- registration before it begins the next; SQLite can add such a key only to a new table.
--
-- A chosen mode has its principal's registration (the master's, or the corporation's), and who
-- holds a token is a member of the kind that the registration says.
CREATE UNIQUE INDEX `member_of_rank` ON `member` (`corporation_id`,`customer_id`,`rank`);
--> statement-breakpoint
CREATE TABLE `new_registration` (
	`corporation_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`holder_kind` text NOT NULL,
	`mode` text NOT NULL,
	`token_id` text NOT NULL,
	`registered_at` integer NOT NULL,
	`principal_mode` text GENERATED ALWAYS AS (CASE WHEN `holder_kind` <> 'user' THEN `mode` END) VIRTUAL,
	`member_id` text GENERATED ALWAYS AS (CASE WHEN `holder_kind` <> 'corporation' THEN `customer_id` END) VIRTUAL,
	`member_rank` integer GENERATED ALWAYS AS (CASE `holder_kind` WHEN 'master' THEN 0 ELSE 1 END) VIRTUAL,
	PRIMARY KEY(`corporation_id`, `customer_id`),
	FOREIGN KEY (`corporation_id`,`mode`) REFERENCES `corporation`(`corporation_id`,`mode`),
	FOREIGN KEY (`corporation_id`,`token_id`) REFERENCES `token`(`corporation_id`,`token_id`),
	CONSTRAINT "registration_of_member" FOREIGN KEY (`corporation_id`,`member_id`,`member_rank`)
		REFERENCES `member`(`corporation_id`,`customer_id`,`rank`) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT "registration_holder" CHECK((`mode` = 'shared') = (`holder_kind` = 'corporation') and (`holder_kind` = 'corporation') = (`customer_id` = ''))
) STRICT;
--> statement-breakpoint
INSERT INTO `new_registration` (`corporation_id`, `customer_id`, `holder_kind`, `mode`, `token_id`, `registered_at`)
SELECT `corporation_id`, `customer_id`, `holder_kind`, `mode`, `token_id`, `registered_at` FROM `registration`;
--> statement-breakpoint
DROP TABLE `registration`;
--> statement-breakpoint
ALTER TABLE `new_registration` RENAME TO `registration`;
--> statement-breakpoint
CREATE UNIQUE INDEX `registration_token` ON `registration` (`corporation_id`,`token_id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `registration_master` ON `registration` (`corporation_id`) WHERE holder_kind = 'master';
--> statement-breakpoint
CREATE UNIQUE INDEX `registration_principal` ON `registration` (`corporation_id`,`principal_mode`);
--> statement-breakpoint
CREATE TABLE `new_corporation` (
	`corporation_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`mode` text DEFAULT 'unset' NOT NULL,
	`mode_version` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`audit_seq` integer DEFAULT 0 NOT NULL,
	`audit_hash` text NOT NULL,
	`fenced_at` integer DEFAULT 0 NOT NULL,
	`restored_at` integer DEFAULT 0 NOT NULL,
	`chosen_mode` text GENERATED ALWAYS AS (nullif(`mode`, 'unset')) VIRTUAL,
	CONSTRAINT "corporation_has_principal" FOREIGN KEY (`corporation_id`,`chosen_mode`)
		REFERENCES `registration`(`corporation_id`,`principal_mode`) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT "corporation_mode_known" CHECK(`mode` in ('unset', 'separate', 'shared'))
) STRICT;
--> statement-breakpoint
INSERT INTO `new_corporation` (`corporation_id`, `name`, `mode`, `mode_version`, `version`, `audit_seq`, `audit_hash`, `fenced_at`, `restored_at`)
SELECT `corporation_id`, `name`, `mode`, `mode_version`, `version`, `audit_seq`, `audit_hash`, `fenced_at`, `restored_at` FROM `corporation`;
--> statement-breakpoint
DROP TABLE `corporation`;
--> statement-breakpoint
ALTER TABLE `new_corporation` RENAME TO `corporation`;
--> statement-breakpoint
CREATE UNIQUE INDEX `corporation_mode` ON `corporation` (`corporation_id`,`mode`);
--> statement-breakpoint
-- What only grows, what never goes, and what an intent may become. `recursive_triggers` lets REPLACE
-- ask the triggers against deleting, too.
CREATE TRIGGER `corporation_grows` BEFORE UPDATE OF `version`, `mode_version`, `audit_seq` ON `corporation`
WHEN NEW.`version` < OLD.`version` OR NEW.`mode_version` < OLD.`mode_version`
	OR NEW.`audit_seq` < OLD.`audit_seq`
BEGIN
	SELECT RAISE(ABORT, 'versions and history of a corporation never go back');
END;
--> statement-breakpoint
CREATE TRIGGER `corporation_fence_stays` BEFORE UPDATE OF `fenced_at`, `restored_at` ON `corporation`
WHEN NEW.`fenced_at` < OLD.`fenced_at` OR NEW.`restored_at` < OLD.`restored_at`
BEGIN
	SELECT RAISE(ABORT, 'a fence never goes back');
END;
--> statement-breakpoint
CREATE TRIGGER `corporation_id_stays` BEFORE UPDATE OF `corporation_id` ON `corporation`
WHEN NEW.`corporation_id` <> OLD.`corporation_id`
BEGIN
	SELECT RAISE(ABORT, 'the id of a corporation never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `corporation_not_deleted` BEFORE DELETE ON `corporation`
BEGIN
	SELECT RAISE(ABORT, 'a corporation is never deleted');
END;
--> statement-breakpoint
CREATE TRIGGER `token_id_stays` BEFORE UPDATE OF `corporation_id`, `token_id` ON `token`
WHEN NEW.`corporation_id` <> OLD.`corporation_id` OR NEW.`token_id` <> OLD.`token_id`
BEGIN
	SELECT RAISE(ABORT, 'the id of a token never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `token_not_deleted` BEFORE DELETE ON `token`
BEGIN
	SELECT RAISE(ABORT, 'a token is never deleted');
END;
--> statement-breakpoint
CREATE TRIGGER `token_location_stays` BEFORE UPDATE OF `corporation_id`, `token_id` ON `token_location`
WHEN NEW.`corporation_id` <> OLD.`corporation_id` OR NEW.`token_id` <> OLD.`token_id`
BEGIN
	SELECT RAISE(ABORT, 'a token id belongs to one corporation for ever');
END;
--> statement-breakpoint
CREATE TRIGGER `token_location_not_deleted` BEFORE DELETE ON `token_location`
BEGIN
	SELECT RAISE(ABORT, 'a token id belongs to one corporation for ever');
END;
--> statement-breakpoint
CREATE TRIGGER `registration_not_retired` BEFORE INSERT ON `registration`
WHEN EXISTS (
	SELECT 1 FROM `token` WHERE `corporation_id` = NEW.`corporation_id`
		AND `token_id` = NEW.`token_id` AND `state` = 'retired'
)
BEGIN
	SELECT RAISE(ABORT, 'a retired token is never registered');
END;
--> statement-breakpoint
CREATE TRIGGER `registration_not_moved_to_retired` BEFORE UPDATE OF `corporation_id`, `token_id` ON `registration`
WHEN EXISTS (
	SELECT 1 FROM `token` WHERE `corporation_id` = NEW.`corporation_id`
		AND `token_id` = NEW.`token_id` AND `state` = 'retired'
)
BEGIN
	SELECT RAISE(ABORT, 'a retired token is never registered');
END;
--> statement-breakpoint
CREATE TRIGGER `intent_begins_open` BEFORE INSERT ON `intent`
WHEN NEW.`state` IN ('proved', 'committed')
BEGIN
	SELECT RAISE(ABORT, 'an intent begins open');
END;
--> statement-breakpoint
CREATE TRIGGER `intent_content_stays` BEFORE UPDATE ON `intent`
WHEN NEW.`corporation_id` <> OLD.`corporation_id` OR NEW.`intent_id` <> OLD.`intent_id`
	OR NEW.`operation` <> OLD.`operation` OR NEW.`mode_from` <> OLD.`mode_from`
	OR NEW.`mode_to` <> OLD.`mode_to` OR NEW.`customer_id` <> OLD.`customer_id`
	OR NEW.`version` <> OLD.`version` OR NEW.`actor_id` <> OLD.`actor_id`
	OR NEW.`session_hash` <> OLD.`session_hash` OR NEW.`idempotency_key` <> OLD.`idempotency_key`
	OR NEW.`opened_at` <> OLD.`opened_at` OR NEW.`expires_at` <> OLD.`expires_at`
BEGIN
	SELECT RAISE(ABORT, 'what an intent will do never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `intent_proof_stays` BEFORE UPDATE ON `intent`
WHEN (NEW.`state` = 'proved' AND (NEW.`proved_token_id` IS NULL OR NEW.`proved_step` IS NULL))
	OR (OLD.`state` = 'proved' AND (
		NEW.`state` = 'open' OR NEW.`proved_token_id` IS NOT OLD.`proved_token_id`
		OR NEW.`proved_step` IS NOT OLD.`proved_step`))
	OR (OLD.`state` = 'open' AND NEW.`state` = 'committed' AND NEW.`operation` <> 'register-first')
BEGIN
	SELECT RAISE(ABORT, 'an intent is proved once, by a spent code, before it commits');
END;
--> statement-breakpoint
CREATE TRIGGER `intent_committed_not_deleted` BEFORE DELETE ON `intent`
WHEN OLD.`state` = 'committed'
BEGIN
	SELECT RAISE(ABORT, 'a committed intent is never deleted');
END;
