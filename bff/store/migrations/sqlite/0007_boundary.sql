CREATE TABLE `repeated_refusal` (
	`corporation_id` text NOT NULL,
	`action` text NOT NULL,
	`actor_id` text NOT NULL,
	`subject` text NOT NULL,
	`result` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer NOT NULL,
	`count` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`corporation_id`, `action`, `actor_id`, `subject`, `result`),
	FOREIGN KEY (`corporation_id`) REFERENCES `corporation`(`corporation_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `verification` (
	`corporation_id` text NOT NULL,
	`client_id` text NOT NULL,
	`idempotency_key` text NOT NULL,
	`request_digest` text NOT NULL,
	`verdict` text NOT NULL,
	`answered_at` integer NOT NULL,
	PRIMARY KEY(`corporation_id`, `client_id`, `idempotency_key`),
	FOREIGN KEY (`corporation_id`) REFERENCES `corporation`(`corporation_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
-- A corporation that waits for the bank's reset has no principal: its users go on without one. Keys on
-- the corporation stand all the same, for the new table takes the old one's name.
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
	`waiting_since` integer,
	`principal_mode` text GENERATED ALWAYS AS (CASE WHEN `waiting_since` IS NULL THEN nullif(`mode`, 'unset') END) VIRTUAL,
	CONSTRAINT "corporation_has_principal" FOREIGN KEY (`corporation_id`,`principal_mode`)
		REFERENCES `registration`(`corporation_id`,`principal_mode`) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT "corporation_mode_known" CHECK(`mode` in ('unset', 'separate', 'shared')),
	CONSTRAINT "corporation_waits" CHECK(`waiting_since` is null or `mode` = 'separate')
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
-- The guards of migration 0004 went with the old table.
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
CREATE TABLE `new_session` (
	`corporation_id` text NOT NULL,
	`session_hash` text NOT NULL,
	`customer_id` text NOT NULL,
	`portal_session_id` text NOT NULL,
	`authenticated_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	PRIMARY KEY(`corporation_id`, `session_hash`),
	FOREIGN KEY (`corporation_id`) REFERENCES `corporation`(`corporation_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "session_end" CHECK((`ended_at` is null) = (`ended_by` is null))
) STRICT;
--> statement-breakpoint
INSERT INTO `new_session`("corporation_id", "session_hash", "customer_id", "portal_session_id", "authenticated_at", "last_seen_at", "expires_at") SELECT "corporation_id", "session_hash", "customer_id", "portal_session_id", "authenticated_at", "last_seen_at", "expires_at" FROM `session`;--> statement-breakpoint
DROP TABLE `session`;--> statement-breakpoint
ALTER TABLE `new_session` RENAME TO `session`;--> statement-breakpoint
CREATE INDEX `session_expiry` ON `session` (`expires_at`);--> statement-breakpoint
CREATE INDEX `session_member` ON `session` (`corporation_id`,`customer_id`);--> statement-breakpoint
CREATE INDEX `session_portal` ON `session` (`corporation_id`,`portal_session_id`);