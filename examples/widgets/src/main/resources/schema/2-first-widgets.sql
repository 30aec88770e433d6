INSERT INTO widgets (name, description, stock)
SELECT name, description, stock
FROM (VALUES
  ('Sprocket', 'Twelve teeth, one missing', 7),
  ('Flange', 'Holds what must not move', 42),
  ('Gasket', 'Keeps inside in and outside out', 19)
) AS shelf (name, description, stock)
WHERE NOT EXISTS (SELECT 1 FROM widgets);
