import { describeSickness } from './course.ts';

describeSickness('during');
