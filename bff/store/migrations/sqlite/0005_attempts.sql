ALTER TABLE `intent` ADD `attempt_digest` text;--> statement-breakpoint
ALTER TABLE `intent` ADD `attempt_refusal` text;