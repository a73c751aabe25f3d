import type { Random } from './random.ts';
import type { Zone } from './time.ts';

/** A US city: ZIP codes and area code are its own, so an address is consistent in itself. */
export interface Place {
  city: string;
  state: string;
  stateName: string;
  zips: readonly string[];
  areaCode: string;
  latitude: number;
  longitude: number;
  zone: Zone;
}

const eastern: Zone = { standard: -5, summer: true };
const central: Zone = { standard: -6, summer: true };
const mountain: Zone = { standard: -7, summer: true };
const arizona: Zone = { standard: -7, summer: false };
const pacific: Zone = { standard: -8, summer: true };
const hawaii: Zone = { standard: -10, summer: false };

type Row = [string, string, string, string, string, number, number, Zone];

const rows: readonly Row[] = [
  ['Boston', 'MA', 'Massachusetts', '02108 02115 02118 02124 02130', '617', 42.3601, -71.0589, eastern],
  ['Chicago', 'IL', 'Illinois', '60608 60614 60622 60640 60657', '312', 41.8781, -87.6298, central],
  ['Denver', 'CO', 'Colorado', '80203 80206 80211 80219', '303', 39.7392, -104.9903, mountain],
  ['Seattle', 'WA', 'Washington', '98103 98109 98115 98122', '206', 47.6062, -122.3321, pacific],
  ['Phoenix', 'AZ', 'Arizona', '85004 85016 85031 85042', '602', 33.4484, -112.074, arizona],
  ['Philadelphia', 'PA', 'Pennsylvania', '19103 19123 19140 19147', '215', 39.9526, -75.1652, eastern],
  ['Houston', 'TX', 'Texas', '77004 77019 77036 77081', '713', 29.7604, -95.3698, central],
  ['Portland', 'OR', 'Oregon', '97202 97209 97214 97217', '503', 45.5152, -122.6784, pacific],
  ['Atlanta', 'GA', 'Georgia', '30303 30309 30312 30318', '404', 33.749, -84.388, eastern],
  ['Minneapolis', 'MN', 'Minnesota', '55403 55407 55411 55418', '612', 44.9778, -93.265, central],
  ['Albuquerque', 'NM', 'New Mexico', '87102 87106 87109 87120', '505', 35.0844, -106.6504, mountain],
  ['San Diego', 'CA', 'California', '92101 92104 92115 92126', '619', 32.7157, -117.1611, pacific],
  ['Miami', 'FL', 'Florida', '33125 33130 33135 33142', '305', 25.7617, -80.1918, eastern],
  ['St. Louis', 'MO', 'Missouri', '63104 63108 63112 63118', '314', 38.627, -90.1994, central],
  ['Salt Lake City', 'UT', 'Utah', '84101 84103 84105 84116', '801', 40.7608, -111.891, mountain],
  ['Honolulu', 'HI', 'Hawaii', '96813 96816 96817 96826', '808', 21.3069, -157.8583, hawaii],
  ['Columbus', 'OH', 'Ohio', '43201 43206 43211 43215', '614', 39.9612, -82.9988, eastern],
  ['Nashville', 'TN', 'Tennessee', '37203 37206 37209 37211', '615', 36.1627, -86.7816, central],
  ['Sacramento', 'CA', 'California', '95814 95816 95820 95831', '916', 38.5816, -121.4944, pacific],
  ['Baltimore', 'MD', 'Maryland', '21201 21211 21218 21224', '410', 39.2904, -76.6122, eastern],
];

export const places: readonly Place[] = rows.map(row => {
  const [city, state, stateName, zips, areaCode, latitude, longitude, zone] = row;
  return { city, state, stateName, zips: zips.split(' '), areaCode, latitude, longitude, zone };
});

const streets: readonly string[] =
  'Maple Oak Cedar Elm Washington Lincoln Park Main Church Walnut Chestnut Spring Highland River Lake Hill Franklin Jefferson Madison Pleasant Sunset Willow Prospect Center'.split(
    ' ',
  );
const streetKinds = ['Street', 'Avenue', 'Road', 'Lane', 'Drive', 'Court', 'Boulevard'] as const;

/** A FHIR Address in the place; with `apartments`, a third of them has a second line. */
export function address(random: Random, place: Place, use: 'home' | 'work', apartments = false) {
  const line = [`${random.int(1, 1999)} ${random.pick(streets)} ${random.pick(streetKinds)}`];
  if (apartments && random.chance(0.33)) line.push(`Apt ${random.int(1, 60)}`);
  return {
    use,
    type: 'physical',
    line,
    city: place.city,
    state: place.state,
    postalCode: random.pick(place.zips),
    country: 'US',
  };
}

/** A telephone number of the exchange 555-01xx, which is kept for fiction. */
export function phone(random: Random, place: Place): string {
  return `+1-${place.areaCode}-555-01${random.digits(2)}`;
}
