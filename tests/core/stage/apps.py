from django.apps import AppConfig


class StageConfig(AppConfig):
    name = "tests.core.stage"
    label = "stage"

    def ready(self) -> None:
        from tests.core.stage import handlers, tasks  # noqa: F401

        tasks.register_bell()
