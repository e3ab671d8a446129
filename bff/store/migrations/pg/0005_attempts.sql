ALTER TABLE "intent" ADD COLUMN "attempt_digest" text;--> statement-breakpoint
ALTER TABLE "intent" ADD COLUMN "attempt_refusal" text;