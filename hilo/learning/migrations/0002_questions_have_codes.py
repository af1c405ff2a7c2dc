"""Questions have a code for lessons and sheets; who read an essay, and what they chose, is kept."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0001_initial"),
        ("people", "0002_roles_are_taken_up"),
        ("programme", "0007_publications_of_programmes_and_of_the_network"),
    ]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="graded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="levels",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="question",
            name="code",
            field=models.CharField(default="", max_length=60, verbose_name="code"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="question",
            name="programme",
            field=models.ForeignKey(
                default=1,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="programme.programme",
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("programme", "code"),
                name="question_code_once",
                violation_error_message="Another question of this programme has this code.",
            ),
        ),
    ]
