import { describeSickness } from './course.ts';

describeSickness('before');
