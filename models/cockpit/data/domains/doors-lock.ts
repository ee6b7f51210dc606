import type { Intent } from "../domain.ts";

/** Locking and unlocking the car. */
export const lockIntents: readonly Intent[] = [
  {
    tool: "set_door_lock",
    weight: 2,
    en: {
      imperative: [
        "lock the [doors|car|vehicle]",
        "lock [everything|all the doors|all doors]",
        "[lock up|lock the car up]",
        "[secure|bolt] the [doors|car]",
        "activate the central locking",
      ],
      other: [
        "[doors|car] locked",
        "the [doors|car] should be locked",
        "i [want|need|'d like] the [doors|car] locked",
        "i'd like to lock the [doors|car]",
        "lock",
        "let's lock the car",
      ],
      held: [
        "make sure nobody can get in",
        "see that the car is locked",
        "close the locks of the car",
        "have all the doors locked",
      ],
    },
    de: {
      imperative: [
        "sperr [die Türen|das Auto|den Wagen] ab",
        "[schließ|schließe] [die Türen|das Auto|den Wagen] ab",
        "[verriegle|verriegele] [die Türen|das Auto|alles]",
        "aktiviere die Zentralverriegelung",
        "mach [die Türen|das Auto] fest zu und schließ ab",
      ],
      infinitive: ["[die Türen|das Auto|den Wagen] [abschließen|verriegeln|absperren]", "alles abschließen"],
      other: [
        "[abschließen|verriegeln|absperren]",
        "[Türen|Auto] [abschließen|verriegeln|absperren]",
        "[die Türen sollen|das Auto soll] [abgeschlossen|verriegelt] sein",
        "ich [will|möchte] [das Auto|die Türen] [abschließen|verriegeln]",
        "schließen Sie [bitte |]das Auto ab",
        "lass uns das Auto abschließen",
      ],
      held: [
        "sorg dafür, dass niemand reinkommt",
        "ich hätte das Auto gern abgeschlossen",
        "riegle alle Türen ab",
        "schließ alles zu",
      ],
    },
    args: ({ locked }) => ({ locked: locked ?? true }),
    followUps: [
      {
        en: ["[and |]unlock [it|them] again", "unlock again", "no, unlock"],
        de: ["wieder [aufschließen|entriegeln]", "schließ wieder auf", "nein, entriegeln"],
        set: { locked: false },
      },
    ],
  },
  {
    tool: "set_door_lock",
    weight: 2,
    en: {
      imperative: [
        "unlock the [doors|car|vehicle]",
        "unlock [everything|all the doors|all doors]",
        "release the [door locks|locks]",
        "deactivate the central locking",
        "undo the [locks|door locks]",
      ],
      other: [
        "[doors|car] unlocked",
        "the [doors|car] should be unlocked",
        "i [want|need|'d like] the [doors|car] unlocked",
        "i'd like to unlock the [doors|car]",
        "unlock",
        "let's unlock the car",
      ],
      held: [
        "let somebody in",
        "i can't get out, the doors are locked",
        "open the locks of the car",
        "have all the doors unlocked",
      ],
    },
    de: {
      imperative: [
        "[schließ|schließe] [die Türen|das Auto|den Wagen] auf",
        "[entriegle|entriegele] [die Türen|das Auto|alles]",
        "sperr [die Türen|das Auto|den Wagen] auf",
        "deaktiviere die Zentralverriegelung",
      ],
      infinitive: ["[die Türen|das Auto|den Wagen] [aufschließen|entriegeln|aufsperren]", "alles aufschließen"],
      other: [
        "[aufschließen|entriegeln|aufsperren]",
        "[Türen|Auto] [aufschließen|entriegeln|aufsperren]",
        "[die Türen sollen|das Auto soll] [aufgeschlossen|entriegelt] sein",
        "ich [will|möchte] [das Auto|die Türen] [aufschließen|entriegeln]",
        "schließen Sie [bitte |]das Auto auf",
        "lass uns das Auto aufschließen",
      ],
      held: [
        "lass jemanden rein",
        "ich komme nicht raus, die Türen sind verriegelt",
        "ich hätte das Auto gern aufgeschlossen",
        "löse die Verriegelung",
      ],
    },
    args: ({ locked }) => ({ locked: locked ?? false }),
    followUps: [
      {
        en: ["[and |]lock [it|them] again", "lock again", "no, lock"],
        de: ["wieder [abschließen|verriegeln]", "schließ wieder ab", "nein, verriegeln"],
        set: { locked: true },
      },
    ],
  },
];
