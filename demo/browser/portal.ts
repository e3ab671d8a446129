// What every page of the pretend portal runs.
import { answerReauthentication } from './reauthentication.ts';
import { startToys } from './toy-panel.ts';

answerReauthentication();
await startToys();
