"""How many agreements each month holds stands among the counts, so that the newest are looked for in enough of them."""

from django.db import migrations

# A month is 32 days of 10,000,000,000 numbers each, of which every tenth may be that of an agreement.
COUNT = """
INSERT INTO register_tally (dimension, value, count)
SELECT 'month', CAST(id / 10000000000 / 32 AS varchar(80)), COUNT(*)
FROM register_searchentry WHERE id % 10 = 1 GROUP BY id / 10000000000 / 32
"""
FORGET = "DELETE FROM register_tally WHERE dimension = 'month'"


class Migration(migrations.Migration):
    dependencies = [("register", "0017_groups_estimated")]
    operations = [migrations.RunSQL([COUNT], [FORGET])]
