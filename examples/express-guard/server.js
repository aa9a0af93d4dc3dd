import { createGuard } from '@portcullis/guard';
import { authOf, createIsAuth } from '@portcullis/guard/express';
import express from 'express';

const {
  ISSUER = 'http://localhost:4000',
  AUDIENCE = 'portcullis',
  PORT = '3001',
  KEYS_MAX_AGE,
} = process.env;

const isAuth = createIsAuth(
  createGuard({
    issuer: ISSUER,
    audience: AUDIENCE,
    ...(KEYS_MAX_AGE && { keyPollSeconds: Number(KEYS_MAX_AGE) }),
  }),
);
const app = express();

app.get('/public', (_request, response) => {
  response.json({ message: 'Anybody may read this.' });
});

app.get('/me', isAuth(), (request, response) => {
  const { userId, roles } = authOf(request);
  response.json({ userId, roles });
});

app.get('/verified', isAuth({ verified: true }), (request, response) => {
  response.json({ email: authOf(request).email });
});

app.get('/admin', isAuth({ roles: ['ADMIN'] }), (_request, response) => {
  response.json({ message: 'Admins may read this.' });
});

app.listen(Number(PORT), () => {
  console.log(`http://localhost:${PORT}`);
});
