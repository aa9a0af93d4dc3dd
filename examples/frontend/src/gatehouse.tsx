import type { ReactNode } from 'react';

interface GatehouseProps {
  /** How far the portcullis is let down: all the way, or half for who has shown one key of two. */
  readonly gate: 'down' | 'half';
  readonly children: ReactNode;
}

/** Outside the gate: the arch from before, and beside it, on a phone in its place, what the guard asks. */
export function Gatehouse({ gate, children }: GatehouseProps) {
  return (
    <div className="outside" data-gate={gate}>
      <div className="arch" aria-hidden="true">
        <Arch />
      </div>
      <main>
        <p className="name">
          <img src="/mark.svg" alt="" width="28" height="28" /> Gatehouse
        </p>
        <div className="counter">{children}</div>
      </main>
    </div>
  );
}

const barsAt = [116, 162, 208, 254, 300, 346, 392, 438, 484];
const crossbarsAt = [-110, 40, 190, 340, 490, 640];

function Arch() {
  return (
    <svg viewBox="0 0 600 900" preserveAspectRatio="xMidYMax slice" focusable="false">
      <clipPath id="doorway">
        <path d="M90 900V370A210 210 0 0 1 510 370V900Z" />
      </clipPath>
      <pattern id="course" width="240" height="120" patternUnits="userSpaceOnUse">
        <path className="joint" d="M0 1H240M0 61H240M60 1V61M180 1V61M0 61V121M120 61V121" />
      </pattern>
      <rect className="wall" width="600" height="900" />
      <rect fill="url(#course)" width="600" height="900" />
      <g clipPath="url(#doorway)">
        <rect className="sky" width="600" height="900" />
        <circle className="orb" cx="392" cy="372" r="56" />
        <path className="ridge" d="M60 600l110-96 62 44 98-110 86 84 52-34 90 96v200H60z" />
        <path
          className="town"
          d="M176 680v-74h16v-34l17-30 17 30v34h30v18h26v-50h36v50h22v-78l20-36 20 36v58h26v20h24v52z"
        />
        <path className="lit" d="M204 584h9v14h-9zM296 596h9v14h-9zM375 570h9v14h-9zM375 604h9v14h-9z" />
        <path className="field" d="M60 690q130-54 250-22t230-12v260H60z" />
        <path
          className="way"
          d="M300 668c-30 34 34 54 2 92-30 36-96 62-128 150h260c-6-70-36-104-64-138-28-36-54-66-50-106z"
        />
        <g className="gate">
          {crossbarsAt.map((y) => (
            <path key={y} d={`M80 ${y}H520`} />
          ))}
          {barsAt.map((x) => (
            <path key={x} d={`M${x} -300V770m-8 0h16l-8 36z`} />
          ))}
        </g>
      </g>
      <path className="ring" d="M72 900V370A228 228 0 0 1 528 370V900" />
      <path className="keystone" d="M278 116h44l-9 54h-26z" />
    </svg>
  );
}
