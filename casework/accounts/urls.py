"""Login and what belongs to it: single views of allauth, mounted by hand under their own names."""

urlpatterns: list = []
