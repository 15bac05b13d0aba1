import { startRecording } from 'graph-assignment-contracts/record';
import { updateTarget } from './update-target.js';

// Where Graph is, in place of https://graph.microsoft.com, and a folder for the recordings.
const [graph, folder] = process.argv.slice(2);

const recording = await startRecording({ folder, graph });
const path = '/v1.0/deviceManagement/deviceConfigurations/a-policy/assignments/an-assignment';
await updateTarget(`${graph}${path}`, { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' });
const { files } = await recording.stop();

console.log(files.join('\n'));
