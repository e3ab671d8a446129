CREATE TABLE `allowance` (
	`corporation_id` text NOT NULL,
	`actor_id` text NOT NULL,
	`kind` text NOT NULL,
	`count` integer NOT NULL,
	`window_start` integer NOT NULL,
	PRIMARY KEY(`corporation_id`, `actor_id`, `kind`),
	CONSTRAINT "allowance_kind" CHECK("allowance"."kind" in ('unknown-token-id', 'registration-code'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `fence` (
	`corporation_id` text NOT NULL,
	`raised_at` integer NOT NULL,
	`reason` text NOT NULL,
	`note` text NOT NULL,
	PRIMARY KEY(`corporation_id`, `raised_at`, `reason`),
	CONSTRAINT "fence_reason" CHECK("fence"."reason" in ('unclean-start', 'restore', 'promotion', 'clock-went-back', 'operator'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `service_state` (
	`corporation_id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`seen_at` integer NOT NULL,
	`server` text NOT NULL,
	CONSTRAINT "service_state_known" CHECK("service_state"."state" in ('running', 'stopped'))
) STRICT;
--> statement-breakpoint
ALTER TABLE `attempt` ADD `recent` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `attempt` ADD `disabled_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `corporation` ADD `fenced_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `corporation` ADD `restored_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `intent` ADD `committed_digest` text;