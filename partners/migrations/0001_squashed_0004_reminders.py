"""What 0001 to 0004 make together, for a new register: one step a table instead of every change they went through."""

import django.db.models.deletion
import django.utils.timezone
import register.fields
import register.search
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('partners', '0001_initial'),
        ('partners', '0002_publication_without_index'),
        ('partners', '0003_keepers'),
        ('partners', '0004_reminders'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Country',
            fields=[
                ('code', models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name='ISO code')),
                ('name_fr', models.CharField(max_length=100, verbose_name='name (French)')),
                ('name_ar', models.CharField(blank=True, max_length=100, verbose_name='name (Arabic)')),
                ('name_en', models.CharField(blank=True, max_length=100, verbose_name='name (English)')),
                ('folded', register.search.FoldedField('name_fr', 'name_ar', 'name_en', blank=True, default='', editable=False)),
            ],
            options={
                'verbose_name': 'country',
                'verbose_name_plural': 'countries',
                'ordering': ['name_fr'],
            },
        ),
        migrations.CreateModel(
            name='Institution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publication', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=12, verbose_name='publication')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='first published')),
                ('changed_at', register.fields.ChangeMomentField(default=django.utils.timezone.now, editable=False, verbose_name='last change')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='permanent address')),
                ('kind', models.CharField(choices=[('government', 'State or government'), ('ministry', 'ministry or central administration'), ('council', 'economic and social council'), ('agency', 'public agency'), ('territorial', 'territorial body'), ('association', 'association'), ('embassy', 'embassy'), ('international', 'international organisation'), ('network', 'network')], max_length=20, verbose_name='kind')),
                ('name_fr', models.CharField(blank=True, max_length=250, verbose_name='name (French)')),
                ('name_ar', models.CharField(blank=True, max_length=250, verbose_name='name (Arabic)')),
                ('name_en', models.CharField(blank=True, max_length=250, verbose_name='name (English)')),
                ('acronym', models.CharField(blank=True, max_length=30, verbose_name='acronym')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('is_home', models.BooleanField(default=False, verbose_name="one of the register's own institutions")),
                ('folded', register.search.FoldedField('name_fr', 'name_ar', 'name_en', 'acronym', blank=True, default='', editable=False)),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='institutions', to='partners.country', verbose_name='country')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='partners.institution', verbose_name='part of')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='partners.institution', verbose_name='succeeded by')),
                ('keeper', models.ForeignKey(blank=True, help_text='The institution whose staff look after this record.', limit_choices_to={'is_home': True}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.institution', verbose_name='kept by')),
            ],
            options={
                'verbose_name': 'institution',
                'verbose_name_plural': 'institutions',
                'ordering': ['name_fr', 'slug'],
                'default_permissions': ['add', 'change', 'delete', 'view', 'import', 'export'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name_fr', ''), _negated=True), models.Q(('name_ar', ''), _negated=True), models.Q(('name_en', ''), _negated=True), _connector='OR'), name='institution_named', violation_error_message='Give the name in at least one language.'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='institution_not_own_parent', violation_error_message='An institution cannot be a part of itself.'), models.CheckConstraint(condition=models.Q(('successor', models.F('id')), _negated=True), name='institution_not_own_successor', violation_error_message='An institution cannot succeed itself.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalMembership',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('role', models.CharField(choices=[('president', 'president'), ('vice_president', 'vice-president'), ('board', 'member of the board'), ('founder', 'founding member'), ('member', 'member'), ('observer', 'observer')], default='member', max_length=20, verbose_name='role')),
                ('starts_on', register.fields.PartialDateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', register.fields.PartialDateField(blank=True, null=True, verbose_name='until')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('institution', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partners.institution', verbose_name='institution')),
                ('network', models.ForeignKey(blank=True, db_constraint=False, limit_choices_to={'kind': 'network'}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partners.institution', verbose_name='network')),
                ('keeper', models.ForeignKey(blank=True, db_constraint=False, help_text='The institution whose staff look after this record.', limit_choices_to={'is_home': True}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partners.institution', verbose_name='kept by')),
            ],
            options={
                'verbose_name': 'historical membership',
                'verbose_name_plural': 'historical memberships',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalInstitution',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('publication', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=12, verbose_name='publication')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='first published')),
                ('slug', models.SlugField(max_length=80, verbose_name='permanent address')),
                ('kind', models.CharField(choices=[('government', 'State or government'), ('ministry', 'ministry or central administration'), ('council', 'economic and social council'), ('agency', 'public agency'), ('territorial', 'territorial body'), ('association', 'association'), ('embassy', 'embassy'), ('international', 'international organisation'), ('network', 'network')], max_length=20, verbose_name='kind')),
                ('name_fr', models.CharField(blank=True, max_length=250, verbose_name='name (French)')),
                ('name_ar', models.CharField(blank=True, max_length=250, verbose_name='name (Arabic)')),
                ('name_en', models.CharField(blank=True, max_length=250, verbose_name='name (English)')),
                ('acronym', models.CharField(blank=True, max_length=30, verbose_name='acronym')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('is_home', models.BooleanField(default=False, verbose_name="one of the register's own institutions")),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('country', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partners.country', verbose_name='country')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partners.institution', verbose_name='part of')),
                ('successor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partners.institution', verbose_name='succeeded by')),
                ('keeper', models.ForeignKey(blank=True, db_constraint=False, help_text='The institution whose staff look after this record.', limit_choices_to={'is_home': True}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partners.institution', verbose_name='kept by')),
            ],
            options={
                'verbose_name': 'historical institution',
                'verbose_name_plural': 'historical institutions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalFormerName',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name_fr', models.CharField(blank=True, max_length=250, verbose_name='name (French)')),
                ('name_ar', models.CharField(blank=True, max_length=250, verbose_name='name (Arabic)')),
                ('name_en', models.CharField(blank=True, max_length=250, verbose_name='name (English)')),
                ('starts_on', register.fields.PartialDateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', register.fields.PartialDateField(blank=True, null=True, verbose_name='until')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('institution', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partners.institution', verbose_name='institution')),
            ],
            options={
                'verbose_name': 'historical former name',
                'verbose_name_plural': 'historical former names',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fr', models.CharField(blank=True, max_length=250, verbose_name='name (French)')),
                ('name_ar', models.CharField(blank=True, max_length=250, verbose_name='name (Arabic)')),
                ('name_en', models.CharField(blank=True, max_length=250, verbose_name='name (English)')),
                ('starts_on', register.fields.PartialDateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', register.fields.PartialDateField(blank=True, null=True, verbose_name='until')),
                ('folded', register.search.FoldedField('name_fr', 'name_ar', 'name_en', blank=True, default='', editable=False)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_names', to='partners.institution', verbose_name='institution')),
            ],
            options={
                'verbose_name': 'former name',
                'verbose_name_plural': 'former names',
                'ordering': ['-ends_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name_fr', ''), _negated=True), models.Q(('name_ar', ''), _negated=True), models.Q(('name_en', ''), _negated=True), _connector='OR'), name='former_name_named', violation_error_message='Give the former name in at least one language.'), models.CheckConstraint(condition=models.Q(('ends_on__latest__gte', models.F('starts_on'))), name='former_name_period', violation_error_message='A name cannot end before it begins.')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('president', 'president'), ('vice_president', 'vice-president'), ('board', 'member of the board'), ('founder', 'founding member'), ('member', 'member'), ('observer', 'observer')], default='member', max_length=20, verbose_name='role')),
                ('starts_on', register.fields.PartialDateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', register.fields.PartialDateField(blank=True, null=True, verbose_name='until')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='partners.institution', verbose_name='institution')),
                ('network', models.ForeignKey(limit_choices_to={'kind': 'network'}, on_delete=django.db.models.deletion.PROTECT, related_name='network_memberships', to='partners.institution', verbose_name='network')),
                ('keeper', models.ForeignKey(blank=True, help_text='The institution whose staff look after this record.', limit_choices_to={'is_home': True}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.institution', verbose_name='kept by')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'ordering': ['network', models.OrderBy(models.F('starts_on'), descending=True, nulls_last=True), 'role', 'institution'],
                'default_permissions': ['add', 'change', 'delete', 'view', 'import', 'export'],
                'constraints': [models.CheckConstraint(condition=models.Q(('institution', models.F('network')), _negated=True), name='membership_not_of_itself', violation_error_message='A network cannot be a member of itself.'), models.CheckConstraint(condition=models.Q(('ends_on__latest__gte', models.F('starts_on'))), name='membership_period', violation_error_message='A mandate cannot end before it begins.'), models.UniqueConstraint(fields=('institution', 'network', 'role', 'starts_on'), name='membership_unique', violation_error_message='This institution already holds this role in this network from that date.'), models.UniqueConstraint(condition=models.Q(('starts_on', None)), fields=('institution', 'network', 'role'), name='membership_unique_undated', violation_error_message='This institution already holds this role in this network, undated.')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('reader', 'reader'), ('contributor', 'contributor'), ('publisher', 'publisher'), ('administrator', 'administrator'), ('auditor', 'auditor')], help_text='A reader sees drafts; a contributor writes and proposes; a publisher also publishes and deletes; an administrator also grants rights; an auditor sees everything and changes nothing.', max_length=15, verbose_name='role')),
                ('institution', models.ForeignKey(blank=True, help_text='Left empty: the records of all institutions.', limit_choices_to={'is_home': True}, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='partners.institution', verbose_name='institution')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'right',
                'verbose_name_plural': 'rights',
                'ordering': ['user', 'institution', 'role'],
                'constraints': [models.UniqueConstraint(fields=('user', 'role', 'institution'), name='grant_unique', violation_error_message='This person already has this right.'), models.UniqueConstraint(condition=models.Q(('institution', None)), fields=('user', 'role'), name='grant_unique_everywhere', violation_error_message='This person already has this right.')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('fr', 'French'), ('ar', 'Arabic'), ('en', 'English')], default='fr', max_length=2, verbose_name='language')),
                ('is_reminded', models.BooleanField(default=True, help_text='180, 90, 60, 30 and 15 days before an end or a notice, and once for each late commitment.', verbose_name='reminders by e-mail')),
                ('calendar_key', models.CharField(blank=True, editable=False, max_length=40, verbose_name='key of the calendar')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='preference', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'preferences',
                'verbose_name_plural': 'preferences',
                'constraints': [models.UniqueConstraint(condition=models.Q(('calendar_key', ''), _negated=True), fields=('calendar_key',), name='preference_calendar_key', violation_error_message='This address of a calendar belongs to someone else.')],
            },
        ),
    ]
