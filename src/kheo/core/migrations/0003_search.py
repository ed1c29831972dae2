from django.db import migrations, models

import kheo.core.ordering

COLUMNS = (
    "kind varchar(12) NOT NULL, word varchar(41) {} NOT NULL, scope bigint NOT NULL, object bigint NOT NULL,"
    " field smallint NOT NULL, age integer NOT NULL"
)
KEY = "PRIMARY KEY (kind, word, scope, object)"


def make(apps, editor):
    """The table of terms, held by its primary key: a table of its own beside the key would hold every row once more."""
    if editor.connection.vendor == "postgresql":
        columns = COLUMNS.format('COLLATE "C"')
        editor.execute(f"CREATE TABLE search_term ({columns}, {KEY} INCLUDE (field, age))")
    else:
        editor.execute(f"CREATE TABLE search_term ({COLUMNS.format('')}, {KEY}) WITHOUT ROWID")
    editor.execute("CREATE INDEX search_term_rank ON search_term (kind, word, field, age, object, scope)")


def drop(apps, editor):
    editor.execute("DROP TABLE search_term")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_files")]

    operations = [
        migrations.CreateModel(
            name="SearchDoc",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind", "object", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("object", models.BigIntegerField()),
                ("scope", models.BigIntegerField(default=-1)),
                ("age", models.IntegerField(default=0)),
                ("terms", models.TextField(blank=True)),
                ("form", models.PositiveSmallIntegerField(default=0)),
            ],
            options={"db_table": "search_doc"},
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make, drop)],
            state_operations=[
                migrations.CreateModel(
                    name="SearchTerm",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "kind",
                                "word",
                                "scope",
                                "object",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("kind", models.CharField(max_length=12)),
                        ("word", kheo.core.ordering.SortKeyField(max_length=41)),
                        ("scope", models.BigIntegerField()),
                        ("object", models.BigIntegerField()),
                        ("field", models.PositiveSmallIntegerField()),
                        ("age", models.IntegerField()),
                    ],
                    options={
                        "db_table": "search_term",
                        "indexes": [
                            models.Index(
                                fields=["kind", "word", "field", "age", "object", "scope"], name="search_term_rank"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
