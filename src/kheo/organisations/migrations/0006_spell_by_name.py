from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0005_signin"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="spell", name="spell_by_name"),
        migrations.AddIndex(
            model_name="spell",
            index=models.Index(fields=["sort_key", "id", "folded", "unit", "start", "end"], name="spell_by_name"),
        ),
    ]
