"""Who acts for my enterprises."""

from django.urls import path

from casework.web.enterprises import access

urlpatterns = [path("access/", access.my_access, name="my_access")]
