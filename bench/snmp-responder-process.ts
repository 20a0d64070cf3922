/** The responder in a process of its own, so that its CPU is nobody's: `KIND DEVICES`, prints its ports. */
import { switchDevice, upsDevice } from './snmp-devices.ts';
import { Responder } from './snmp-responder.ts';

const [kind, devices] = process.argv.slice(2);
const responder = new Responder(kind === 'switch' ? switchDevice() : upsDevice);
const ports = await responder.listen(Number(devices));
process.send?.({ ports });
// Asked for its count between subjects; ends with its parent.
process.on('message', () => process.send?.({ varbinds: responder.varbinds }));
process.on('disconnect', () => process.exit(0));
