from django.urls import path

from jukugi.apps.issues.views import directions, importing, lineage, materials, policies, reading, staff, states

app_name = "issues"

urlpatterns = [
    path("issues/", reading.board, name="board"),
    path("issues/<int:issue_pk>/", reading.issue, name="issue"),
    path("issues/policies/", policies.register, name="policies"),
    path("issues/policies/overlaps/", policies.overlaps, name="overlaps"),
    path("issues/policies/<int:policy_pk>/", policies.policy, name="policy"),
    path("desk/issues/import/<slug:name>/", importing.bring, name="import"),
    path("desk/issues/policies/new/", policies.new, name="new-policy"),
    path("desk/issues/policies/<int:policy_pk>/", policies.edit, name="edit-policy"),
    path("desk/issues/policies/<int:policy_pk>/link/", policies.link, name="link-policy"),
    path("desk/issues/policy-links/<int:link_pk>/end/", policies.end_link, name="end-policy-link"),
    path("issues/materials/<int:material_pk>/", materials.material, name="material"),
    path("issues/<int:issue_pk>/direction/", directions.versions, name="directions"),
    path("issues/<int:issue_pk>/wards/", reading.wards_compared, name="wards"),
    path("issues/<slug:name>.csv", reading.table, name="table"),
    path("desk/issues/", staff.issues, name="desk"),
    path("desk/issues/<int:issue_pk>/", staff.issue, name="edit"),
    path("desk/issues/<int:issue_pk>/status/", states.status, name="status"),
    path("desk/issues/<int:issue_pk>/connect/", staff.add_edge, name="connect"),
    path("desk/issues/<int:issue_pk>/duty/", materials.duty, name="duty"),
    path("desk/issues/materials/<int:material_pk>/", materials.desk_material, name="desk-material"),
    path("desk/issues/<int:issue_pk>/materials/add/", materials.add, name="add-material"),
    path("desk/issues/<int:issue_pk>/direction/", directions.write, name="write-direction"),
    path("desk/issues/<int:issue_pk>/merge/", lineage.merge, name="merge"),
    path("desk/issues/<int:issue_pk>/split/", lineage.split, name="split"),
    path("desk/issues/<int:issue_pk>/lineage/", lineage.story, name="lineage"),
    path("desk/lineage/<int:act_pk>/undo/", lineage.undo, name="undo-lineage"),
    path("desk/edges/<int:edge_pk>/undo/", staff.undo, name="undo-edge"),
]
