// Pact's native core reports its use unless it is told not to, and it is told nowhere else in this project.
process.env['PACT_DO_NOT_TRACK'] = 'true';
