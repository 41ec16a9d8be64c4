"""The two pages for a donor, of one country and of the region."""

from compliance.view.donor.country import DonorView, briefs, donor_views
from compliance.view.donor.region import RegionBrief, region_briefs
from compliance.view.donor.shared import Member, ScoreProgress, cases, member

__all__ = [
    "DonorView", "Member", "RegionBrief", "ScoreProgress", "briefs", "cases", "donor_views", "member", "region_briefs",
]  # fmt: skip
