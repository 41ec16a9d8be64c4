"""The views of deliverables: every text that a page or a sheet shows, and the exact numbers that charts draw."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compliance.view.values.agreement import AgreementView, DifferenceView, TwiceRatedView
    from compliance.view.values.answers import ArticleView, Chip, CriterionView, LevelView, ProvisionView, SectionView
    from compliance.view.values.country import CountryView, InstrumentView, Manifest, Message
    from compliance.view.values.law import (
        ActView,
        BodyFindingView,
        DepositView,
        ExternalView,
        LevelsView,
        QuoteView,
        SourceView,
        TreatyView,
    )
    from compliance.view.values.progress import (
        BridgesView,
        BridgeView,
        EventView,
        LineView,
        RegisterRow,
        RegisterView,
        TimelineView,
    )
    from compliance.view.values.reforms import GapView, LossesView, LossView, PathView, ReformView, StepView
    from compliance.view.values.remarks import CommentView, PracticeView, TermView
    from compliance.view.values.robust import EffectView, RobustView, StandingView
else:
    from importlib import import_module

    def __getattr__(name):
        """A value from its module when it is first asked for: a command that prints scores needs one of forty."""
        if name not in __all__:
            raise AttributeError(name)
        modules = (import_module(f"{__name__}.{module}") for module in _MODULES)
        return next(found for module in modules if (found := vars(module).get(name)))


_MODULES = ("answers", "law", "remarks", "reforms", "progress", "robust", "agreement", "country")
"""Where they are, those that need no other first."""

__all__ = [
    "ActView",
    "AgreementView",
    "ArticleView",
    "BodyFindingView",
    "BridgeView",
    "BridgesView",
    "Chip",
    "CommentView",
    "CountryView",
    "CriterionView",
    "DepositView",
    "DifferenceView",
    "EffectView",
    "EventView",
    "ExternalView",
    "GapView",
    "InstrumentView",
    "LevelView",
    "LevelsView",
    "LineView",
    "LossView",
    "LossesView",
    "Manifest",
    "Message",
    "PathView",
    "PracticeView",
    "ProvisionView",
    "QuoteView",
    "ReformView",
    "RegisterRow",
    "RegisterView",
    "RobustView",
    "SectionView",
    "SourceView",
    "StandingView",
    "StepView",
    "TermView",
    "TimelineView",
    "TreatyView",
    "TwiceRatedView",
]
