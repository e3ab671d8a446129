DROP TABLE `probe`;--> statement-breakpoint
ALTER TABLE `attempt` DROP COLUMN `in_window`;--> statement-breakpoint
ALTER TABLE `attempt` DROP COLUMN `window_start`;