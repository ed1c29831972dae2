from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "kheo.core.tests.sample"
    label = "sample"
