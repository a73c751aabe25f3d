import { storeContract } from '../contract/store.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';

storeContract('SqliteStore', clock => temporarySqliteStore(clock));
