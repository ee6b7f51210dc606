export const zones = ["driver", "passenger", "rear"] as const;
export type Zone = (typeof zones)[number];

export const places = ["driver", "passenger", "rear_left", "rear_right"] as const;
/** A seat, and the window beside it. */
export type Place = (typeof places)[number];

export const colors = ["red", "blue", "green", "yellow", "orange", "purple", "pink", "white", "turquoise"] as const;
export type Color = (typeof colors)[number];

export interface Route {
  readonly destination: string;
  readonly stops: readonly string[];
  readonly avoid: readonly string[];
  readonly distanceKm: number;
  readonly durationMinutes: number;
}

export interface Message {
  readonly to: string;
  readonly text: string;
  readonly app?: string | undefined;
}

/** All there is of the car. It changes by tools alone, but that a call can be ended by hand. */
export interface Car {
  /** Degrees Celsius. */
  readonly temperature: Readonly<Record<Zone, number>>;
  /** 0, off, to 3. */
  readonly seatHeating: Readonly<Record<Place, number>>;
  /** Percent open. */
  readonly windows: Readonly<Record<Place, number>>;
  /** Brightness in percent. */
  readonly light: { readonly color: Color; readonly brightness: number };
  readonly route?: Route | undefined;
  /** Where in the library, and whether it plays. */
  readonly music: { readonly title: string; readonly artist: string; readonly isPlaying: boolean };
  /** Percent. */
  readonly volume: number;
  readonly call?: { readonly name: string; readonly line?: string | undefined } | undefined;
  /** Those that were sent, the last one at the end. */
  readonly messages: readonly Message[];
}

export const parkedCar: Car = {
  temperature: { driver: 20, passenger: 20, rear: 20 },
  seatHeating: { driver: 0, passenger: 0, rear_left: 0, rear_right: 0 },
  windows: { driver: 0, passenger: 0, rear_left: 0, rear_right: 0 },
  light: { color: "white", brightness: 40 },
  music: { title: "Morning Lanes", artist: "The Milestones", isPlaying: false },
  volume: 40,
  messages: [],
};
