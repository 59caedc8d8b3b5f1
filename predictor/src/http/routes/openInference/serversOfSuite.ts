import { type InferenceServer, startInferenceServer } from './inferenceServer.ts';
import { raceModel, soilModel, wineModel } from './testModels.ts';

/** Servers of the three models, from the start of a suite of tests to its end. */
export function serversOfSuite(): { wine: InferenceServer; soil: InferenceServer; race: InferenceServer } {
  const servers = {} as ReturnType<typeof serversOfSuite>;
  beforeAll(async () => {
    servers.wine = await startInferenceServer(wineModel);
    servers.soil = await startInferenceServer(soilModel);
    servers.race = await startInferenceServer(raceModel);
  });

  afterAll(() => {
    for (const server of Object.values(servers)) server.close();
  });
  return servers;
}
