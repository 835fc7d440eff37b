"""Applications for accreditation."""

from django.urls import path

from casework.web.officers import applications, designations, listings, panels, quota, round_new, rounds, yearly

urlpatterns = [
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", round_new.round_new, name="round_new"),
    path("rounds/<int:pk>/", rounds.round_page, name="round"),
    path("lists/", listings.listings, name="listings"),
    path("lists/<int:pk>/", listings.listing, name="listing"),
    path("panels/<int:pk>/", panels.panel, name="panel"),
    path("applications/", applications.applications, name="applications"),
    path("applications/<int:pk>/", applications.application, name="application"),
    path("designations/", designations.designations, name="designations"),
    path("designations/<int:pk>/", designations.designation, name="designation"),
    path("yearly-reviews/", yearly.reviews, name="reviews"),
    path("quota/", quota.quota, name="quota"),
]
