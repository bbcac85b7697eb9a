/** Servers that speak TLS. */
import type { ServerResponse } from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { serving, type TinyServer } from './tiny-server.ts';

/** The key of all certificates below. It protects nothing: it was made for these tests only. */
export const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg5dRTFhaOu8hbL9y7
X/TyvRie/4E1boOouF7Nsu3owOihRANCAARJBNWcrbz/EEPKqkSQLXXiXv2Le4J/
oJUmHtx5Vo9p5Fwx11VirEIz1wlT0mdijLDEDQ06y8A2ANtn2IBlFeHF
-----END PRIVATE KEY-----`;

/** Certificates, by what is wrong with them; all but the expired one are valid until 2126. */
export const certificates = {
  /** Self-signed, for localhost and 127.0.0.1. */
  selfSigned: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUMtRWE+UICWHppGk+D3VO4v09BfkwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTIzNTAzN1oYDzIxMjYxMTAx
MjM1MDM3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARJBNWcrbz/EEPKqkSQLXXiXv2Le4J/oJUmHtx5Vo9p5Fwx11VirEIz
1wlT0mdijLDEDQ06y8A2ANtn2IBlFeHFo28wbTAdBgNVHQ4EFgQUc6OfXyjwcDeI
qlqPN2sCPCmHSpAwHwYDVR0jBBgwFoAUc6OfXyjwcDeIqlqPN2sCPCmHSpAwGgYD
VR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI
zj0EAwIDSAAwRQIhAPXNUJlZngzrvj9SUylwrb5xkP7W0zau8q3CM+15ly9oAiAk
2KW+og/YrQeKark+4NmT7jT/dTI4vuVfuZGWQUloKw==
-----END CERTIFICATE-----`,
  /** For localhost and 127.0.0.1, by an authority that nobody knows. */
  ofUnknownAuthority: `-----BEGIN CERTIFICATE-----
MIIBhzCCAS6gAwIBAgIUNxqRH8jSR92nCIXa+5cvXWFBr20wCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHdGVzdCBDQTAgFw0yNjExMjUyMzUwMzdaGA8yMTI2MTEwMTIz
NTAzN1owFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAESQTVnK28/xBDyqpEkC114l79i3uCf6CVJh7ceVaPaeRcMddVYqxCM9cJ
U9JnYoywxA0NOsvANgDbZ9iAZRXhxaNeMFwwGgYDVR0RBBMwEYIJbG9jYWxob3N0
hwR/AAABMB0GA1UdDgQWBBRzo59fKPBwN4iqWo83awI8KYdKkDAfBgNVHSMEGDAW
gBTV/yrNOeVQTX3moTbeXiSITxGfyDAKBggqhkjOPQQDAgNHADBEAiALD5RMqG3m
JFl3WL0/FyctRVIknusWgICtSXGfPTbH9wIgU3KVwMV+B5RbUhILneDr9l3zgKd4
t8oZs4zAcb0g2yU=
-----END CERTIFICATE-----`,
  /** Self-signed, for localhost and 127.0.0.1, for one day of 2020. */
  expired: `-----BEGIN CERTIFICATE-----
MIIBZTCCAQugAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwHhcNMjAwMTAxMDAwMDAwWhcNMjAwMTAyMDAwMDAwWjAUMRIwEAYDVQQDDAls
b2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARJBNWcrbz/EEPKqkSQ
LXXiXv2Le4J/oJUmHtx5Vo9p5Fwx11VirEIz1wlT0mdijLDEDQ06y8A2ANtn2IBl
FeHFo04wTDAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwDwYDVR0TAQH/BAUw
AwEB/zAdBgNVHQ4EFgQUc6OfXyjwcDeIqlqPN2sCPCmHSpAwCgYIKoZIzj0EAwID
SAAwRQIhAJgRWMYq2buZb5GH3cLg4KuUHC2TglWS0sAessJ9WqxoAiBfpW0BYeyn
gztw+hYNvG2IVEFBW2epqlnMfMtufyKuHg==
-----END CERTIFICATE-----`,
  /** Self-signed, for other.example. */
  ofOtherHost: `-----BEGIN CERTIFICATE-----
MIIBoTCCAUegAwIBAgIUdqo2tyzU+8k6aamp2X084qxDUeAwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNb3RoZXIuZXhhbXBsZTAgFw0yNjExMjUyMzUwMzdaGA8yMTI2
MTEwMTIzNTAzN1owGDEWMBQGA1UEAwwNb3RoZXIuZXhhbXBsZTBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABEkE1ZytvP8QQ8qqRJAtdeJe/Yt7gn+glSYe3HlWj2nk
XDHXVWKsQjPXCVPSZ2KMsMQNDTrLwDYA22fYgGUV4cWjbTBrMB0GA1UdDgQWBBRz
o59fKPBwN4iqWo83awI8KYdKkDAfBgNVHSMEGDAWgBRzo59fKPBwN4iqWo83awI8
KYdKkDAPBgNVHRMBAf8EBTADAQH/MBgGA1UdEQQRMA+CDW90aGVyLmV4YW1wbGUw
CgYIKoZIzj0EAwIDSAAwRQIhALtMAYJKhVF3iB34a2IDENMiy6BUSl8xZU08TKdI
kM6WAiAmitG9FcCmpUt+vi9k6ZEbhIK89kfRHrVpg6dT/fytpA==
-----END CERTIFICATE-----`,
} as const;

interface TlsServer extends TinyServer {
  /** How many requests it has heard. */
  readonly requests: () => number;
}

/** A server of HTTPS that answers `{}` to everything, or as `answer` does. */
export async function tlsServer(
  cert: string = certificates.selfSigned,
  options: https.ServerOptions = {},
  answer: (outgoing: ServerResponse) => void = (outgoing) => outgoing.end('{}'),
): Promise<TlsServer> {
  let requests = 0;
  const server = https.createServer({ key: KEY, cert, ...options }, (_, outgoing) => {
    requests += 1;
    answer(outgoing);
  });
  return { ...(await serving(server, 'https')), requests: () => requests };
}

/** A server that speaks HTTP/2 only. */
export async function http2Server(scheme: 'http' | 'https'): Promise<TlsServer> {
  let requests = 0;
  const options = { key: KEY, cert: certificates.selfSigned };
  const server = scheme === 'http' ? http2.createServer() : http2.createSecureServer(options);
  server.on('stream', () => (requests += 1));
  return { ...(await serving(server, scheme)), requests: () => requests };
}
