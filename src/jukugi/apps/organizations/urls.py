from django.urls import path

from jukugi.apps.organizations import views

app_name = "organizations"

urlpatterns = [
    path("desk/organizations/", views.organizations, name="organizations"),
    path("desk/organizations/new/", views.new_organization, name="new-organization"),
    path("desk/organizations/<int:organization_pk>/", views.organization, name="organization"),
    path("desk/organizations/<int:organization_pk>/edit/", views.edit_organization, name="edit-organization"),
    path("desk/organizations/<int:organization_pk>/members/", views.add_member, name="add-member"),
    path("desk/organizations/memberships/<int:membership_pk>/end/", views.end_membership, name="end-membership"),
    path("desk/organizations/memberships/<int:membership_pk>/hand-over/", views.hand_over, name="hand-over"),
]
