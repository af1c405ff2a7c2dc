"""Letters of before had left if no problem was noted; whoever's did not is shown, to be sent again."""

from django.db import migrations, models

LETTERS = [
    ("waiting", "The letter waits to be sent"),
    ("sent", "The letter was sent"),
    ("uncertain", "The letter was perhaps sent"),
    ("failed", "The letter could not be delivered"),
    ("bounced", "The letter came back"),
]


def tell_which_did_not_leave(apps, schema_editor):
    apps.get_model("people", "Invitation").objects.exclude(problem="").update(letter="failed")


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0002_roles_are_taken_up"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="letter",
            field=models.CharField(choices=LETTERS, default="sent", max_length=9),
        ),
        migrations.RunPython(tell_which_did_not_leave, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="invitation",
            name="letter",
            field=models.CharField(choices=LETTERS, default="waiting", max_length=9),
        ),
    ]
