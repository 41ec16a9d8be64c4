"""The two pages for a donor, of one country and of the region."""

from compliance.view.donor.country import DonorView, IndicatorRow, brief, donor_view
from compliance.view.donor.region import RegionBrief, RegionRow, region_brief
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
    "brief",
    "cases",
    "donor_view",
    "member",
    "region_brief",
]
