"""Lists under public notice, objections to them, and the designated units."""

from django.urls import path

from casework.web.public import announcements, designations

urlpatterns = [
    path("announcements/", announcements.announcements, name="public_listings"),
    path("announcements/<int:pk>/", announcements.announcement, name="public_listing"),
    path("announcements/<int:listing>/<int:application>/", announcements.object_to, name="public_object"),
    path("objections/", announcements.objection, name="public_objection"),
    path("designated/", designations.designations, name="public_designations"),
]
