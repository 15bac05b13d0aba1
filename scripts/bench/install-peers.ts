/** `npm run peers`: installs what some tests need and no dependency of ours is. */
import { installedPeer } from './peers.js';
import { prism } from './programs.js';

console.log(installedPeer(prism.peer));
