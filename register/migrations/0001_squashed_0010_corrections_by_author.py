"""What 0001 to 0010 make together, for a new register: one step a table instead of every change they went through."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ENGINES = {
    "sqlite": [
        # Texts come folded, so that every byte beyond ASCII is part of a word; the rest is what facets are written with.
        "CREATE VIRTUAL TABLE register_search USING fts5("
        "title, text, facets, spans, tokenize = \"ascii tokenchars '@.=-_'\", prefix = '2 3')",
        "CREATE TRIGGER register_search_forgets AFTER DELETE ON register_searchentry"
        " BEGIN DELETE FROM register_search WHERE rowid = old.id; END",
    ],
    "postgresql": [
        "ALTER TABLE register_searchentry ADD COLUMN vector tsvector NOT NULL DEFAULT ''",
        "CREATE INDEX register_searchentry_vector ON register_searchentry USING gin (vector)",
        # Many of its words are blocks of days: the words of texts would hardly be among the hundred best known.
        "ALTER TABLE register_searchentry ALTER COLUMN vector SET STATISTICS 1000",
    ],
}
BACKWARDS = {
    "sqlite": ["DROP TRIGGER register_search_forgets", "DROP TABLE register_search"],
    "postgresql": ["ALTER TABLE register_searchentry DROP COLUMN vector"],
}


def run(statements):
    def apply(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return apply


class Migration(migrations.Migration):

    replaces = [
        ('register', '0001_initial'),
        ('register', '0002_search_index'),
        ('register', '0003_search_engine'),
        ('register', '0004_edition'),
        ('register', '0005_blocks_of_days'),
        ('register', '0006_titles_apart'),
        ('register', '0007_files_mapped_and_taken_back'),
        ('register', '0008_corrections'),
        ('register', '0009_merges'),
        ('register', '0010_corrections_by_author'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        # Later steps of auth would draw up anew every table that knows of people.
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReferenceCounter',
            fields=[
                ('prefix', models.CharField(max_length=4, primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='FileImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('resource', models.CharField(max_length=40, verbose_name='records')),
                ('file_name', models.CharField(max_length=255, verbose_name='file')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('content', models.BinaryField()),
                ('state', models.CharField(choices=[('shown', 'shown, not applied'), ('applied', 'applied'), ('failed', 'failed, nothing written'), ('undone', 'taken back')], default='shown', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='received')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='finished')),
                ('new', models.PositiveIntegerField(default=0, verbose_name='new')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='changed')),
                ('unchanged', models.PositiveIntegerField(default=0, verbose_name='unchanged')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('mapping', models.JSONField(editable=False, null=True)),
                ('newcomers', models.JSONField(default=dict, editable=False)),
                ('undone_at', models.DateTimeField(null=True, verbose_name='taken back on')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken back by')),
            ],
            options={
                'verbose_name': 'file brought in',
                'verbose_name_plural': 'files brought in',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fr', models.CharField(max_length=120, verbose_name='name of the register (French)')),
                ('name_ar', models.CharField(blank=True, max_length=120, verbose_name='name of the register (Arabic)')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name of the register (English)')),
                ('owner_fr', models.CharField(blank=True, max_length=200, verbose_name='published by (French)')),
                ('owner_ar', models.CharField(blank=True, max_length=200, verbose_name='published by (Arabic)')),
                ('owner_en', models.CharField(blank=True, max_length=200, verbose_name='published by (English)')),
                ('purpose_fr', models.CharField(blank=True, max_length=300, verbose_name='the register in one sentence (French)')),
                ('purpose_ar', models.CharField(blank=True, max_length=300, verbose_name='the register in one sentence (Arabic)')),
                ('purpose_en', models.CharField(blank=True, max_length=300, verbose_name='the register in one sentence (English)')),
            ],
            options={
                'verbose_name': 'identity of the register',
                'verbose_name_plural': 'identity of the register',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='register_identity_single', violation_error_message='There is one identity only: edit the one that exists.')],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('record', models.BigIntegerField(unique=True)),
                ('key', models.CharField(max_length=80)),
                ('facets', models.TextField()),
                ('turns', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('name_fr', models.TextField()),
                ('name_ar', models.TextField()),
                ('name_en', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('written', models.CharField(max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('pk', models.CompositePrimaryKey('dimension', 'value', blank=True, editable=False, primary_key=True, serialize=False)),
                ('dimension', models.CharField(max_length=40)),
                ('value', models.CharField(max_length=80)),
                ('count', models.IntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['dimension', '-count', 'value'], name='tally_most')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='FileMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('resource', models.CharField(max_length=40, verbose_name='records')),
                ('mapping', models.JSONField(editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='last change')),
            ],
            options={
                'verbose_name': 'mapping of columns',
                'verbose_name_plural': 'mappings of columns',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('resource', 'name'), name='file_mapping_unique', violation_error_message='A mapping of this name is there already.')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('records', models.CharField(max_length=40, verbose_name='records')),
                ('record', models.CharField(max_length=40, verbose_name='record')),
                ('base', models.JSONField(editable=False)),
                ('proposed', models.JSONField(editable=False)),
                ('comment', models.TextField(blank=True, verbose_name='why')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('approved', 'approved'), ('returned', 'returned'), ('withdrawn', 'withdrawn')], default='waiting', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(verbose_name='proposed on')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided on')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('records', 'record', 'author'), name='revision_one_waits')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('records', models.CharField(max_length=40, verbose_name='records')),
                ('kept', models.PositiveBigIntegerField(verbose_name='kept')),
                ('gone', models.PositiveBigIntegerField(verbose_name='merged')),
                ('old_key', models.CharField(max_length=80, verbose_name='old address')),
                ('name', models.CharField(max_length=300, verbose_name='name')),
                ('steps', models.JSONField(editable=False)),
                ('merged_at', models.DateTimeField(verbose_name='merged on')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='undone on')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'merge',
                'verbose_name_plural': 'merges',
                'ordering': ['-merged_at'],
                'indexes': [models.Index(fields=['records', 'old_key'], name='merge_old_key')],
            },
        ),
        migrations.RunPython(run(ENGINES), run(BACKWARDS)),
    ]
