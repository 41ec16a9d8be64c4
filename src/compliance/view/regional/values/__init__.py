"""The view of a region: every text that a page or a sheet shows, and the exact numbers that charts draw."""

from compliance.view.regional.values.answers import BarView, CellView, MatrixRow, MatrixSection
from compliance.view.regional.values.cooperation import CooperationView, Ready, ReadyView, SideView
from compliance.view.regional.values.ranking import BesideView, GroupView, OrderView, PlacesView, PositionView
from compliance.view.regional.values.region import CardTreaty, CardView, Member, RegionalView, TileView
from compliance.view.regional.values.shared_gaps import STANDS, CandidateView, ModelView, SharedGapView, Stand
from compliance.view.regional.values.treaty import LimitView, ProgressView, TreatyComparison

__all__ = [
    "STANDS",
    "BarView",
    "BesideView",
    "CandidateView",
    "CardTreaty",
    "CardView",
    "CellView",
    "CooperationView",
    "GroupView",
    "LimitView",
    "MatrixRow",
    "MatrixSection",
    "Member",
    "ModelView",
    "OrderView",
    "PlacesView",
    "PositionView",
    "ProgressView",
    "Ready",
    "ReadyView",
    "RegionalView",
    "SharedGapView",
    "SideView",
    "Stand",
    "TileView",
    "TreatyComparison",
]
