"""Addresses of plans, under /ke-hoach/."""

from django.urls import path

from neuguong.plans.views import bodies, cascade, decide, plan, targets, tasks, terms, write

app_name = "plans"

urlpatterns = [
    path("", plan.start, name="start"),
    path("don-vi/<path:slug>", plan.unit, name="unit"),
    path("<int:plan_id>/", plan.plan, name="plan"),
    path("<int:plan_id>/van-ban/", plan.paper, name="paper"),
    path("nhan/<path:slug>", write.adopt, name="adopt"),
    path("<int:plan_id>/sua/", write.change, name="change"),
    path("<int:plan_id>/so-van-ban/", write.number, name="number"),
    path("<int:plan_id>/giao/", write.assign, name="assign"),
    path("<int:plan_id>/bo/", write.drop, name="drop"),
    path("<int:plan_id>/gui/", decide.submit, name="submit"),
    path("<int:plan_id>/duyet/", decide.approve, name="approve"),
    path("<int:plan_id>/tra-lai/", decide.give_back, name="give_back"),
    path("<int:plan_id>/bo-sung/", decide.amend, name="amend"),
    path("<int:plan_id>/them-nhiem-vu/", tasks.add, name="add_task"),
    path("nhiem-vu/<int:task_id>/", tasks.change, name="change_task"),
    path("nhiem-vu/<int:task_id>/bo/", tasks.remove, name="remove_task"),
    path("nhiem-vu/<int:task_id>/tien-do/", tasks.mark, name="mark_task"),
    path("nhiem-vu/<int:task_id>/chi-tieu/", targets.of_task, name="task_target"),
    path("chi-tieu/<int:target_id>/", targets.target, name="target"),
    path("chi-tieu/<int:target_id>/sua/", targets.change, name="change_target"),
    path("chi-tieu/<int:target_id>/bo/", targets.drop, name="drop_target"),
    path("so-do/<int:reading_id>/bo/", targets.drop_reading, name="drop_reading"),
    path("cap-duoi/<path:slug>", cascade.tree, name="tree"),
    path("nhiem-ky/<path:slug>", terms.terms, name="terms"),
    path("lap-nhiem-ky/<path:slug>", terms.new_term, name="new_term"),
    path("chuong-trinh/<int:term_id>/sua/", terms.change_term, name="change_term"),
    path("chuong-trinh/<int:term_id>/ban-hanh/", terms.issue_term, name="issue_term"),
    path("chuong-trinh/<int:term_id>/bo-sung/", terms.amend_term, name="amend_term"),
    path("chuong-trinh/<int:term_id>/chi-tieu/", targets.of_term, name="term_target"),
    path("ban-chi-dao/<path:slug>", bodies.bodies, name="bodies"),
    path("lap-ban/<path:slug>", bodies.set_up, name="set_up_body"),
    path("ban/<int:body_id>/", bodies.body, name="body"),
    path("ban/<int:body_id>/thanh-vien/", bodies.seat, name="seat"),
    path("ban/<int:body_id>/quy-che/", bodies.rules, name="rules"),
    path("ban/<int:body_id>/quy-che/tep/", bodies.rules_file, name="rules_file"),
    path("ban/<int:body_id>/ket-thuc/", bodies.end, name="end_body"),
    path("thanh-vien/<int:seat_id>/thoi/", bodies.leave, name="leave_seat"),
    path("phan-cong/<path:slug>", bodies.fields, name="fields"),
    path("linh-vuc/<int:post_id>/", bodies.field, name="field"),
]
