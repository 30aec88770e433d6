-- What would be sent if there were a mail server.
CREATE TABLE mails (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject text NOT NULL,
  body    text NOT NULL,
  sent_at timestamptz NOT NULL DEFAULT now()
);
