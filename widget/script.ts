// Entry of the one classic script: defines every element and leaves no global behind.
import './define.ts';
