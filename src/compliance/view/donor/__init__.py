"""The two pages for a donor, of one country and of the region."""

from compliance.view.donor.country import DonorView, IndicatorRow, briefs, donor_views
from compliance.view.donor.region import RegionBrief, RegionRow, region_briefs
from compliance.view.donor.shared import Member, ScoreProgress, cases, member

__all__ = [
    "DonorView",
    "IndicatorRow",
    "Member",
    "RegionBrief",
    "RegionRow",
    "ScoreProgress",
    "briefs",
    "cases",
    "donor_views",
    "member",
    "region_briefs",
]
