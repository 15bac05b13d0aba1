/** The header, in lower case, by which an answer of the emulator says that Graph did not give it. */
export const emulatedBy = 'x-emulated-by';
