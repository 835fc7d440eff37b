"""Pages for what went wrong: a sentence in Chinese that says how to go on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

REFUSED = "这一步没有权限，或页面放得太久。请回到首页重新打开。"
STALE_FORM = "页面放得太久，或浏览器没有保存登录标记。请返回上一页，刷新后再提交一次。"

FAILED = "系统出错了。刚才的操作没有办成，已有的数据没有变。请稍后再试。"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", {"words": REFUSED}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/403.html", {"words": STALE_FORM}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """The last resort: no database, no session, no context processors, and words alone if the styles are gone too."""
    try:
        page = get_template("errors/500.html").render({})
    except Exception:  # whatever broke the page may break this one as well
        page = f"<!doctype html><html lang='zh-CN'><title>{FAILED[:6]}</title><h1>{FAILED}</h1></html>"
    return HttpResponse(page, status=500)
