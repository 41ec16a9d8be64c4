"""The two pages for a donor, of one country and of the region."""

from compliance.view.donor.country import DonorView, IndicatorRow, briefs, donor_views
from compliance.view.donor.region import RegionBrief, RegionRow, region_briefs
from compliance.view.donor.shared import ActionRow, AskedRow, Member, ScoreProgress, StatusCount, cases, member

__all__ = [
    "ActionRow",
    "AskedRow",
    "DonorView",
    "IndicatorRow",
    "Member",
    "RegionBrief",
    "RegionRow",
    "ScoreProgress",
    "StatusCount",
    "briefs",
    "cases",
    "donor_views",
    "member",
    "region_briefs",
]
