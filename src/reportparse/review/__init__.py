"""Pages and views that show a report with its claims."""

from reportparse.review.notebook import claim_html
from reportparse.review.write import write_review

__all__ = ["claim_html", "write_review"]
