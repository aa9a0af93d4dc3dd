import { aspnet } from './aspnet.js';
import { auth0 } from './auth0.js';
import { authorizer } from './authorizer.js';
import { betterAuth } from './better-auth.js';
import { cognitoCsv } from './cognito-csv.js';
import { devise } from './devise.js';
import { django } from './django.js';
import { firebase } from './firebase.js';
import { keycloak } from './keycloak.js';
import { laravel } from './laravel.js';
import { meteor } from './meteor.js';
import { portcullis } from './portcullis.js';
import { supabase } from './supabase.js';
import type { System } from './system.js';
import { wordpress } from './wordpress.js';

/** All that --from takes; the first is what is taken without it. */
export const systems: readonly [System, ...System[]] = [
  portcullis,
  ...[keycloak, firebase, auth0, betterAuth, supabase, django, wordpress, cognitoCsv],
  ...[authorizer, laravel, aspnet, meteor, devise],
];
