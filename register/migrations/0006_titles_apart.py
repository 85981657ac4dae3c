"""Words of titles stand in the vector of PostgreSQL a second time, marked, instead of bearing a weight.

Backwards, rebuild_search writes the weights anew.
"""

from django.db import migrations

from register.on_database import on_postgresql

WRITTEN = r"'''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''''"
FORWARDS = [
    f"""UPDATE register_searchentry SET vector = COALESCE((
        SELECT string_agg(concat_ws(' ', {WRITTEN} || ':' || places, '''^' || lexeme || ''':' || of_title,
                                    CASE WHEN places IS NULL THEN {WRITTEN} END), ' ')::tsvector
        FROM unnest(vector), LATERAL (
            SELECT string_agg(place::text, ',') AS places,
                   string_agg(place::text, ',') FILTER (WHERE weight = 'A') AS of_title
            FROM unnest(positions, weights) AS at(place, weight)) AS placed), ''::tsvector)""",
    # Many of its words are blocks of days: the words of texts would hardly be among the hundred best known.
    "ALTER TABLE register_searchentry ALTER COLUMN vector SET STATISTICS 1000",
]
BACKWARDS = ["ALTER TABLE register_searchentry ALTER COLUMN vector SET STATISTICS -1"]


class Migration(migrations.Migration):
    dependencies = [("register", "0005_blocks_of_days")]
    operations = [on_postgresql(FORWARDS, BACKWARDS)]
