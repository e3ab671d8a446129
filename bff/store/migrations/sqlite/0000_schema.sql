CREATE TABLE `attempt` (
	`corporation_id` text NOT NULL,
	`token_id` text NOT NULL,
	`actor_id` text NOT NULL,
	`consecutive` integer DEFAULT 0 NOT NULL,
	`in_window` integer DEFAULT 0 NOT NULL,
	`window_start` integer NOT NULL,
	`paused_until` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`corporation_id`, `token_id`, `actor_id`),
	FOREIGN KEY (`corporation_id`,`token_id`) REFERENCES `token`(`corporation_id`,`token_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit_entry` (
	`corporation_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`target_id` text NOT NULL,
	`entry` text NOT NULL,
	`prev_hash` text NOT NULL,
	`entry_hash` text NOT NULL,
	PRIMARY KEY(`corporation_id`, `seq`),
	FOREIGN KEY (`corporation_id`) REFERENCES `corporation`(`corporation_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `corporation` (
	`corporation_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`mode` text DEFAULT 'unset' NOT NULL,
	`mode_version` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`audit_seq` integer DEFAULT 0 NOT NULL,
	`audit_hash` text NOT NULL,
	CONSTRAINT "corporation_mode_known" CHECK("corporation"."mode" in ('unset', 'separate', 'shared'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `corporation_mode` ON `corporation` (`corporation_id`,`mode`);--> statement-breakpoint
CREATE TABLE `intent` (
	`corporation_id` text NOT NULL,
	`intent_id` text NOT NULL,
	`operation` text NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`mode_from` text NOT NULL,
	`mode_to` text NOT NULL,
	`customer_id` text NOT NULL,
	`version` integer NOT NULL,
	`actor_id` text NOT NULL,
	`session_hash` text NOT NULL,
	`idempotency_key` text NOT NULL,
	`opened_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`proved_token_id` text,
	`proved_step` integer,
	`committed_token_id` text,
	`receipt` text,
	PRIMARY KEY(`corporation_id`, `intent_id`),
	FOREIGN KEY (`corporation_id`) REFERENCES `corporation`(`corporation_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "intent_receipt" CHECK(("intent"."state" = 'committed') = ("intent"."receipt" is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `intent_live` ON `intent` (`corporation_id`,`actor_id`) WHERE state in ('open', 'proved');--> statement-breakpoint
CREATE UNIQUE INDEX `intent_idempotency` ON `intent` (`corporation_id`,`actor_id`,`idempotency_key`);--> statement-breakpoint
CREATE TABLE `member` (
	`corporation_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`name` text NOT NULL,
	`name_folded` text NOT NULL,
	`role` text NOT NULL,
	`rank` integer NOT NULL,
	PRIMARY KEY(`corporation_id`, `customer_id`),
	FOREIGN KEY (`corporation_id`) REFERENCES `corporation`(`corporation_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "member_rank" CHECK("member"."rank" in (0, 1)),
	CONSTRAINT "member_role" CHECK("member"."role" in ('administrator', 'approver', 'general'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `member_master` ON `member` (`corporation_id`) WHERE rank = 0;--> statement-breakpoint
CREATE INDEX `member_list` ON `member` (`corporation_id`,`rank`,`customer_id`);--> statement-breakpoint
CREATE TABLE `notice` (
	`corporation_id` text NOT NULL,
	`notice_id` text NOT NULL,
	`receipt` text NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	PRIMARY KEY(`corporation_id`, `notice_id`),
	FOREIGN KEY (`corporation_id`) REFERENCES `corporation`(`corporation_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `notice_unsent` ON `notice` (`sent_at`,`created_at`);--> statement-breakpoint
CREATE TABLE `probe` (
	`corporation_id` text NOT NULL,
	`actor_id` text NOT NULL,
	`count` integer NOT NULL,
	`window_start` integer NOT NULL,
	PRIMARY KEY(`corporation_id`, `actor_id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `registration` (
	`corporation_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`holder_kind` text NOT NULL,
	`mode` text NOT NULL,
	`token_id` text NOT NULL,
	`registered_at` integer NOT NULL,
	PRIMARY KEY(`corporation_id`, `customer_id`),
	FOREIGN KEY (`corporation_id`,`mode`) REFERENCES `corporation`(`corporation_id`,`mode`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`corporation_id`,`token_id`) REFERENCES `token`(`corporation_id`,`token_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "registration_holder" CHECK(("registration"."mode" = 'shared') = ("registration"."holder_kind" = 'corporation') and ("registration"."holder_kind" = 'corporation') = ("registration"."customer_id" = ''))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `registration_token` ON `registration` (`corporation_id`,`token_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `registration_master` ON `registration` (`corporation_id`) WHERE holder_kind = 'master';--> statement-breakpoint
CREATE TABLE `registration_event` (
	`corporation_id` text NOT NULL,
	`receipt_number` text NOT NULL,
	`customer_id` text NOT NULL,
	`event` text NOT NULL,
	`token_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`corporation_id`, `receipt_number`, `customer_id`, `event`),
	FOREIGN KEY (`corporation_id`) REFERENCES `corporation`(`corporation_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "registration_event_known" CHECK("registration_event"."event" in ('registered', 'replaced', 'deregistered', 'released'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `registration_event_holder` ON `registration_event` (`corporation_id`,`customer_id`,`at`);--> statement-breakpoint
CREATE TABLE `session` (
	`corporation_id` text NOT NULL,
	`session_hash` text NOT NULL,
	`customer_id` text NOT NULL,
	`portal_session_id` text NOT NULL,
	`authenticated_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`corporation_id`, `session_hash`),
	FOREIGN KEY (`corporation_id`) REFERENCES `corporation`(`corporation_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `session_expiry` ON `session` (`expires_at`);--> statement-breakpoint
CREATE TABLE `stock_batch` (
	`corporation_id` text NOT NULL,
	`batch_id` text NOT NULL,
	`tokens` integer NOT NULL,
	`imported_at` integer NOT NULL,
	PRIMARY KEY(`corporation_id`, `batch_id`),
	FOREIGN KEY (`corporation_id`) REFERENCES `corporation`(`corporation_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `token` (
	`corporation_id` text NOT NULL,
	`token_id` text NOT NULL,
	`kind` text NOT NULL,
	`algorithm` text NOT NULL,
	`digits` integer NOT NULL,
	`period` integer NOT NULL,
	`sealed_secret` blob NOT NULL,
	`key_version` integer NOT NULL,
	`last_step` integer NOT NULL,
	`drift` integer DEFAULT 0 NOT NULL,
	`state` text DEFAULT 'stock' NOT NULL,
	PRIMARY KEY(`corporation_id`, `token_id`),
	FOREIGN KEY (`corporation_id`) REFERENCES `corporation`(`corporation_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "token_state" CHECK("token"."state" in ('stock', 'held', 'disabled', 'retired')),
	CONSTRAINT "token_digits" CHECK("token"."digits" in (6, 8)),
	CONSTRAINT "token_last_step" CHECK("token"."last_step" >= -1),
	CONSTRAINT "token_drift" CHECK("token"."drift" between -20 and 20)
) STRICT;
--> statement-breakpoint
CREATE TABLE `token_location` (
	`token_id` text PRIMARY KEY NOT NULL,
	`corporation_id` text NOT NULL,
	`secret_digest` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `token_location_secret` ON `token_location` (`secret_digest`);--> statement-breakpoint
CREATE TABLE `used_assertion` (
	`corporation_id` text NOT NULL,
	`assertion_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`corporation_id`, `assertion_id`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `used_assertion_expiry` ON `used_assertion` (`expires_at`);